import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Study } from '../api/model.js';
import { startStudy } from '../api/queries.js';
import { GuaranteeLine } from '../figures/guarantee.js';
import { countOf } from '../figures/numbers.js';
import { Failure } from '../states/failure.js';

interface DialogProps {
  readonly study: Study;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says what starting will ask of the sites, and starts. */
export function StartStudy({ study, opened, onClose }: DialogProps) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () => startStudy(study.id),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title={<b>Start {study.name}?</b>}>
      <div className="cw-stack">
        <p>
          {countOf(study.sites.length, 'site')} will be asked for one release each, at <GuaranteeLine guarantee={study.guarantee} />.
        </p>
        {study.state === 'expired' ? <p>What was released is kept. Only the sites that have not answered are asked, and none pays twice.</p> : null}
        <p>Every site decides for itself and debits its own ledger first. What a site has debited cannot be given back.</p>
        {start.error === null ? null : <Failure what="The study was not started." error={start.error} retry={null} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button onClick={() => start.mutate()} loading={start.isPending} data-autofocus>
            Start study
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
