import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { Condition, ExportRequest, Study } from '../api/model.js';
import { requestExport } from '../api/queries.js';
import { Failure } from '../states/failure.js';
import { ConditionRows } from './condition-rows.js';
import { readCondition, type ConditionDraft, type Read } from './conditions.js';
import classes from './exports.module.css';

const isProblem = (read: Read) => read.kind === 'problem';
const conditionsOf = (reads: readonly Read[]): Condition[] => reads.flatMap((read) => (read.kind === 'condition' ? [read.condition] : []));

function useRequest(study: Study) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (request: ExportRequest) => requestExport(study.id, request),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['exports'] });
      await navigate({ to: '/exports/$id', params: { id } });
    },
  });
}

/** Rows, conditions and purpose; a study admin decides, then the coordinator draws the rows and writes the folder. */
export function RequestForm({ study }: { study: Study }) {
  const request = useRequest(study);
  const [rows, setRows] = useState('1000');
  const [purpose, setPurpose] = useState('');
  const [drafts, setDrafts] = useState<readonly ConditionDraft[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const changeDrafts = (next: readonly ConditionDraft[]): void => {
    setDrafts(next);
    setProblem(null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const reads = drafts.map((draft) => readCondition(draft, study.dictionary.columns));
    const first = reads.find(isProblem);
    setProblem(first?.problem ?? null);
    if (first === undefined) request.mutate({ rows: Number(rows), conditions: conditionsOf(reads), purpose: purpose.trim() });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput type="number" label="Rows" required min={1} step={1} value={rows} onChange={(event) => setRows(event.currentTarget.value)} className={classes.rows} />
      <Textarea label="Purpose" description="A study admin decides by it; it is recorded in the export." required autosize minRows={2} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)} />
      <ConditionRows drafts={drafts} columns={study.dictionary.columns} onChange={changeDrafts} />
      {problem === null ? null : <Failure what="The export was not requested." error={new Error(problem)} retry={null} />}
      {request.error === null ? null : <Failure what="The export was not requested." error={request.error} retry={null} />}
      <div>
        <Button type="submit" loading={request.isPending}>
          Request export
        </Button>
      </div>
    </form>
  );
}
