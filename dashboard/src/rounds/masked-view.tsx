import type { MaskedSum, Round } from '../api/model.js';
import { Moment } from '../figures/moment.js';
import { CheckIcon, ClockIcon, CrossIcon, DotIcon } from '../frame/icons.js';
import { maskedPhases, placeOf } from './masked-phases.js';
import { maskedRows, type MaskedRow, type Part } from './masked-rows.js';
import { attemptText, droppedText, givenUpText, partWords, phaseLine } from './masked-words.js';
import classes from './masked.module.css';

const icons: Record<Part, (() => React.JSX.Element) | null> = { answered: CheckIcon, awaited: ClockIcon, missed: CrossIcon, out: null, next: DotIcon };

function PartCell({ title, part }: { title: string; part: Part }) {
  const Icon = icons[part];
  return (
    <td role="cell" data-part={part} title={`${title}: ${partWords[part]}`}>
      <span>
        {Icon === null ? null : <Icon />}
        <small>{partWords[part]}</small>
      </span>
    </td>
  );
}

function PhaseTable({ round, masked, rows }: { round: Round; masked: MaskedSum; rows: readonly MaskedRow[] }) {
  const open = round.phase === 'collecting' ? placeOf(masked.phase) : maskedPhases.length;
  return (
    <table className={classes.phases} role="table" aria-label={`Phases of the masked sum in round ${round.round}`}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            Site
          </th>
          {maskedPhases.map(({ phase, title, line }, place) => (
            <th key={phase} role="columnheader" scope="col" title={line} aria-current={place === open ? 'step' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ site, parts }) => (
          <tr key={site} role="row">
            <th role="rowheader" scope="row">
              {site}
            </th>
            {parts.map(({ part }, place) => (
              <PartCell key={maskedPhases[place].phase} title={maskedPhases[place].title} part={part} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WaitsUntil({ round, masked }: { round: Round; masked: MaskedSum }) {
  if (round.phase !== 'collecting' || masked.phase === 'ended' || masked.overdue || round.pausedAt !== null) return null;
  return (
    <>
      {' '}
      Waits for every site until <Moment at={masked.deadlineAt} />.
    </>
  );
}

/** How the masked sum of a round comes about: phase by phase, who has answered, who dropped out, and what was tried before. */
export function MaskedView({ round, masked }: { round: Round; masked: MaskedSum }) {
  const rows = maskedRows(round, masked);
  const told = [...masked.givenUp.map((attempt) => givenUpText(attempt, masked)), ...rows.map(droppedText).filter((text) => text !== null)];
  return (
    <div className={classes.masked}>
      <p className={classes.now}>
        <b>{attemptText(masked)}.</b> <span role="status">{phaseLine(round, masked)}</span>
        <WaitsUntil round={round} masked={masked} />
      </p>
      <PhaseTable round={round} masked={masked} rows={rows} />
      {told.length === 0 ? null : (
        <ul className={classes.told} aria-label="Attempts given up, and sites that dropped out">
          {told.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
