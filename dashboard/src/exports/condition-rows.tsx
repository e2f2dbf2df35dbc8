import { Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import type { StudyColumn } from '../api/model.js';
import { emptyDraft, type ConditionDraft } from './conditions.js';
import classes from './exports.module.css';

interface RowProps {
  readonly draft: ConditionDraft;
  readonly columns: readonly StudyColumn[];
  readonly onChange: (draft: ConditionDraft) => void;
  readonly onRemove: () => void;
}

function Limits({ draft, onChange }: Pick<RowProps, 'draft' | 'onChange'>) {
  return (
    <>
      <TextInput label="At least" inputMode="decimal" placeholder="no limit" value={draft.atLeast} onChange={(event) => onChange({ ...draft, atLeast: event.currentTarget.value })} />
      <TextInput label="At most" inputMode="decimal" placeholder="no limit" value={draft.atMost} onChange={(event) => onChange({ ...draft, atMost: event.currentTarget.value })} />
    </>
  );
}

function Categories({ draft, categories, onChange }: Pick<RowProps, 'draft' | 'onChange'> & Pick<StudyColumn, 'categories'>) {
  return (
    <MultiSelect
      className={classes.wide}
      label="Is one of"
      placeholder={draft.allowed.length === 0 ? 'choose categories' : ''}
      data={categories.map(({ code, label }) => ({ value: code, label }))}
      value={[...draft.allowed]}
      onChange={(allowed) => onChange({ ...draft, allowed })}
    />
  );
}

function Row({ draft, columns, onChange, onRemove }: RowProps) {
  const column = columns.find(({ name }) => name === draft.column);
  return (
    <li className={classes.condition}>
      <NativeSelect label="Column" value={draft.column} onChange={(event) => onChange(emptyDraft(event.currentTarget.value))} data={columns.map(({ name }) => name)} />
      {column?.type === 'categorical' ? <Categories draft={draft} categories={column.categories} onChange={onChange} /> : <Limits draft={draft} onChange={onChange} />}
      <Button variant="default" onClick={onRemove} aria-label={`Remove the condition on ${draft.column}`}>
        Remove
      </Button>
    </li>
  );
}

interface ConditionRowsProps {
  readonly drafts: readonly ConditionDraft[];
  readonly columns: readonly StudyColumn[];
  readonly onChange: (drafts: readonly ConditionDraft[]) => void;
}

/** One line for each condition; every row of the export meets all of them. */
export function ConditionRows({ drafts, columns, onChange }: ConditionRowsProps) {
  const free = columns.filter(({ name }) => !drafts.some((draft) => draft.column === name));
  return (
    <fieldset className={classes.conditions}>
      <legend>Conditions</legend>
      <ul className="cw-stack">
        {drafts.map((draft, index) => (
          <Row
            key={draft.column}
            draft={draft}
            columns={columns.filter((column) => column.name === draft.column || free.includes(column))}
            onChange={(next) => onChange(drafts.with(index, next))}
            onRemove={() => onChange(drafts.toSpliced(index, 1))}
          />
        ))}
      </ul>
      {free.length === 0 ? null : (
        <Button size="compact-sm" variant="default" onClick={() => onChange([...drafts, emptyDraft(free[0].name)])}>
          Add a condition
        </Button>
      )}
    </fieldset>
  );
}
