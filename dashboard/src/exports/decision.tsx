import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Export } from '../api/model.js';
import { approveExport, exportsQuery, refuseExport } from '../api/queries.js';
import { useMay } from '../session/session.js';
import { Failure } from '../states/failure.js';

interface DialogProps {
  readonly exported: Export;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function useDecision(decide: () => Promise<Export>, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: exportsQuery.queryKey });
      onDone();
    },
  });
}

/** Asks why, and refuses. */
function Refuse({ exported, opened, onClose }: DialogProps) {
  const [reason, setReason] = useState('');
  const refuse = useDecision(() => refuseExport(exported.id, reason.trim()), onClose);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    refuse.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={<b>Refuse this request?</b>}>
      <form className="cw-stack" onSubmit={submit}>
        <p>{exported.requestedBy} is shown the reason, and can ask anew.</p>
        <TextInput label="Reason" required data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {refuse.error === null ? null : <Failure what="The request was not refused." error={refuse.error} retry={null} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" color="red.9" loading={refuse.isPending}>
            Refuse request
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** A study admin's decision on a request that waits for one. */
export function Decision({ exported }: { exported: Export }) {
  const [asked, ask] = useDisclosure(false);
  const approve = useDecision(() => approveExport(exported.id), () => undefined);
  const mayDecide = useMay('decide exports');
  if (!mayDecide || exported.state !== 'requested') return null;
  return (
    <div className="cw-stack">
      <Group gap="xs">
        <Button onClick={() => approve.mutate()} loading={approve.isPending}>
          Approve
        </Button>
        <Button variant="default" onClick={ask.open}>
          Refuse
        </Button>
      </Group>
      {approve.error === null ? null : <Failure what="The request was not approved." error={approve.error} retry={null} />}
      <Refuse exported={exported} opened={asked} onClose={ask.close} />
    </div>
  );
}
