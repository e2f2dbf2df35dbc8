import { useMutation } from '@tanstack/react-query';
import type { ChangeEvent, DragEvent } from 'react';
import type { Site } from '../api/model.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Failure } from '../states/failure.js';
import { LedgerVerdict } from './ledger-verdict.js';
import classes from './ledgers.module.css';
import { evidenceIn, verifyHere } from './verification.js';

/** Verifies a ledger that somebody brings: nothing of it leaves this browser. */
export function VerifyFilePanel({ sites }: { sites: readonly Site[] }) {
  const verification = useMutation({ mutationFn: async (files: readonly File[]) => verifyHere(await evidenceIn(files)) });
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    verification.mutate([...event.dataTransfer.files]);
  };
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    verification.mutate([...(currentTarget.files ?? [])]);
    currentTarget.value = '';
  };
  return (
    <Panel title="Verify a ledger by hand" line="A file that a site or an auditor gave you. It is read in this browser and sent nowhere." aside={null}>
      <div className="cw-stack">
        <label className={classes.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <b>Drop a ledger here, or choose the file</b>
          <span className="cw-small cw-soft">Statements that the coordinator signed (.json) may come with it.</span>
          <input type="file" multiple onChange={choose} aria-label="File of a ledger" />
        </label>
        {verification.isPending ? <Bones count={2} heightRem={2} /> : null}
        {verification.error === null ? null : <Failure what="The file was not verified." error={verification.error} retry={null} />}
        {verification.data === undefined ? null : <LedgerVerdict report={verification.data} sites={sites} />}
      </div>
    </Panel>
  );
}
