import type { Round, RoundSite } from '../api/model.js';
import { Hash } from '../figures/hash.js';
import { Moment } from '../figures/moment.js';
import { bytesText } from '../figures/numbers.js';
import { Status } from '../figures/status.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { Panel } from '../panel/panel.js';
import { MaskedView } from './masked-view.js';
import { maskedProgressText } from './masked-words.js';
import classes from './rounds.module.css';
import { answerText, answerTones, phaseTones, progressText, reasonText, waitText } from './words.js';

function Answer({ round, answer }: { round: Round; answer: RoundSite }) {
  const { state, reason } = answer;
  return (
    <span className={classes.answer}>
      <Status tone={answerTones[state]}>{answerText(round, answer)}</Status>
      {state === 'refused' ? <span className="cw-small cw-soft">{reasonText(reason)}</span> : null}
    </span>
  );
}

function LedgerHead({ site, ledger }: RoundSite) {
  if (ledger === null) return null;
  return (
    <span className={classes.ledger}>
      entry {ledger.seq} <Hash of={`ledger head of ${site}`} value={ledger.head} length="short" />
    </span>
  );
}

/** In a masked round no release leaves by itself: a site signs its contribution to the sum. */
const columnsOf = (round: Round): readonly ListingColumn<RoundSite>[] => [
  { title: 'Site', align: 'start', cell: ({ site }) => <b>{site}</b> },
  { title: 'Answer', align: 'start', cell: (answer) => <Answer round={round} answer={answer} /> },
  { title: 'At', align: 'start', cell: ({ at }) => (at === null ? null : <Moment at={at} />) },
  { title: 'Left the site', align: 'end', cell: ({ bytes }) => (bytes === null ? null : <span title={`${bytes} bytes`}>{bytesText(bytes)}</span>) },
  { title: "Site's ledger", align: 'start', cell: (row) => <LedgerHead {...row} /> },
  { title: round.masked === null ? 'Envelope' : 'Contribution', align: 'start', cell: ({ site, envelopeSha256 }) => (envelopeSha256 === null ? null : <Hash of={`${round.masked === null ? 'envelope' : 'contribution'} of ${site}`} value={envelopeSha256} length="short" />) },
  { title: 'Receipt', align: 'start', cell: ({ site, receiptSha256 }) => (receiptSha256 === null ? null : <Hash of={`receipt of ${site}`} value={receiptSha256} length="short" />) },
];

/** The phases of a masked sum have deadlines of their own, so of its round only the last one matters. */
function RoundTimes({ openedAt, closedAt, deadlineAt, expiresAt, overdue, masked }: Round) {
  return (
    <>
      Opened <Moment at={openedAt} />
      {closedAt !== null ? ', closed ' : masked === null ? ', waits until ' : ', has to end by '}
      <Moment at={closedAt ?? (overdue || masked !== null ? expiresAt : deadlineAt)} />.
    </>
  );
}

function Progress({ round }: { round: Round }) {
  return (
    <div className={classes.progress} aria-hidden>
      {round.sites.map(({ site, state }) => (
        <span key={site} data-state={state} title={`${site}: ${state}`} />
      ))}
    </div>
  );
}

/** One round as it happens: what every site answered, and the receipts behind it; of a masked round also how its sum comes about. */
export function RoundPanel({ round }: { round: Round }) {
  const { masked } = round;
  const line = (
    <>
      <span role="status">{masked === null ? progressText(round) : maskedProgressText(round, masked)}</span> <RoundTimes {...round} /> {waitText(round)}
    </>
  );
  return (
    <Panel title={`Round ${round.round}`} line={line} aside={<Status tone={phaseTones[round.phase]}>{round.phase}</Status>}>
      {masked === null ? <Progress round={round} /> : <MaskedView round={round} masked={masked} />}
      <Listing caption={`Answers of the sites in round ${round.round}`} columns={columnsOf(round)} rows={round.sites} keyOf={({ site }) => site} />
    </Panel>
  );
}
