import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Study } from '../api/model.js';
import { stopStudy } from '../api/queries.js';
import { Failure } from '../states/failure.js';

interface DialogProps {
  readonly study: Study;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks why, and stops. */
export function StopStudy({ study, opened, onClose }: DialogProps) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const stop = useMutation({
    mutationFn: () => stopStudy(study.id, reason.trim()),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    stop.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={<b>Stop {study.name}?</b>}>
      <form className="cw-stack" onSubmit={submit}>
        <p>Sites that have released have already paid for it; the others will not be asked any more. A stopped study cannot be started again.</p>
        <TextInput label="Reason" description="Recorded with the study." required data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {stop.error === null ? null : <Failure what="The study was not stopped." error={stop.error} retry={null} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it running
          </Button>
          <Button type="submit" color="red.9" loading={stop.isPending}>
            Stop study
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
