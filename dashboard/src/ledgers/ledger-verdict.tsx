import { costText, epsilonText, rhoText, roundText, type LedgerReport, type Round, type Spending } from '@commonward/ledger-verifier';
import type { Site } from '../api/model.js';
import { Facts, type Fact } from '../figures/facts.js';
import { Hash } from '../figures/hash.js';
import { countOf, deltaText } from '../figures/numbers.js';
import { Status } from '../figures/status.js';
import { Listing, type ListingColumn } from '../panel/listing.js';

const columnsFor = (report: LedgerReport): readonly ListingColumn<Round>[] => [
  { title: 'Study', align: 'start', cell: ({ study }) => study },
  { title: 'Round', align: 'start', cell: ({ round }) => round },
  { title: 'Cost in rho', align: 'start', cell: costText },
  { title: 'State', align: 'start', cell: (round) => roundText(round, report) },
];

const spendingFacts = ({ spentRhoUnits, capRhoUnits, lostRhoUnits, spentEpsilon, capEpsilon, delta, unit, adjacency, trust }: Spending): readonly Fact[] => [
  { term: 'spent', value: `epsilon ${epsilonText(spentEpsilon)} of ${capEpsilon} at delta ${deltaText(delta)}` },
  { term: 'in rho', value: `${rhoText(spentRhoUnits)} of ${rhoText(capRhoUnits)}` },
  { term: 'protects', value: `one ${unit}, ${adjacency}` },
  ...(lostRhoUnits > 0 ? [{ term: 'lost or given up', value: `rho ${rhoText(lostRhoUnits)} of what is spent` }] : []),
  ...(trust === 'shared' ? [{ term: 'trust', value: 'a round may count on the noise of other sites' }] : []),
];

/** Whose key signed it, as far as this coordinator knows; whoever doubts the coordinator asks the site. */
function KeyOwner({ report, sites }: { report: LedgerReport; sites: readonly Site[] }) {
  if (report.publicKey === null) return null;
  const owner = sites.find(({ publicKey }) => publicKey === report.publicKey);
  return (
    <p className="cw-small cw-soft">
      {owner === undefined ? 'No site of this consortium is enrolled with the key that signed it: ' : `Signed by the key that ${owner.name} is enrolled with: `}
      <Hash of="key of the ledger" value={report.publicKey} length="full" />
    </p>
  );
}

function Verdict({ holds, problem, records }: LedgerReport) {
  if (holds) {
    return (
      <p role="status">
        <Status tone="good">holds</Status> Every one of {countOf(records, 'record')} is as it was signed, and keeps the rules.
      </p>
    );
  }
  return (
    <p role="alert">
      <Status tone="bad">does not hold</Status> {problem?.sentence}
      {problem?.in === 'ledger' && records > 0 ? ` What follows is of the ${countOf(records, 'record')} before it.` : ''}
    </p>
  );
}

/** What the browser found, in plain words. */
export function LedgerVerdict({ report, sites }: { report: LedgerReport; sites: readonly Site[] }) {
  const { site, spending, rounds, refusedStudies, countersignatures } = report;
  return (
    <div className="cw-stack">
      <Verdict {...report} />
      {site === null ? null : <Facts facts={[{ term: 'site', value: site }, ...(spending === null ? [] : spendingFacts(spending))]} />}
      <KeyOwner report={report} sites={sites} />
      {refusedStudies.length === 0 ? null : <p>Refused by the site’s operator, so that nothing more is paid for or sent: {refusedStudies.join(', ')}.</p>}
      {countersignatures.map(({ kind, covers, signer }, index) => (
        <p key={index} className="cw-small">
          A {kind === 'witness' ? 'statement' : 'receipt'} signed by {signer.slice(0, 16)}… covers the records up to {covers.seq}.
        </p>
      ))}
      {rounds.length === 0 ? null : <Listing caption="Rounds in this ledger" columns={columnsFor(report)} rows={rounds} keyOf={({ study, round }) => JSON.stringify([study, round])} />}
    </div>
  );
}
