import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Study } from '../api/model.js';
import { pauseStudy, resumeStudy } from '../api/queries.js';
import { Failure } from '../states/failure.js';

/** Holds a study up, or lets it go on; either can be taken back, so neither asks. */
export function PauseStudy({ study }: { study: Study }) {
  const client = useQueryClient();
  const isPaused = study.state === 'paused';
  const change = useMutation({
    mutationFn: () => (isPaused ? resumeStudy(study.id) : pauseStudy(study.id)),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <>
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate()}>
        {isPaused ? 'Resume study' : 'Pause study'}
      </Button>
      {change.error === null ? null : <Failure what={`The study was not ${isPaused ? 'resumed' : 'paused'}.`} error={change.error} retry={null} />}
    </>
  );
}
