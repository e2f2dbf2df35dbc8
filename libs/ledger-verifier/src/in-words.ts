import type { Round } from './round.js';
import { RHO_UNITS_PER_ONE, type LedgerReport, type Spending } from './verify-ledger.js';

/** Exact: rho units are whole multiples of 10^-12. */
export function rhoText(units: number): string {
  const fraction = String(units % RHO_UNITS_PER_ONE).padStart(12, '0').replace(/0+$/, '');
  return `${Math.floor(units / RHO_UNITS_PER_ONE)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Rounded up, so that it never says less than was spent. */
export const epsilonText = (epsilon: number): string => (Math.ceil(epsilon * 1000 - 1e-9) / 1000).toFixed(3);

type Standing = Pick<LedgerReport, 'witnessed' | 'refusedStudies'>;

/** Where a round stands, and what the site's operator has said of its study. */
export function roundText(round: Round, standing: Standing): string {
  const refused = standing.refusedStudies.includes(round.study) ? '; the site’s operator has refused the study' : '';
  return `${stateText(round, standing)}${refused}`;
}

function stateText({ state }: Round, { witnessed }: Standing): string {
  switch (state.kind) {
    case 'open':
      return 'paid for, nothing sealed yet';
    case 'forfeited':
      return 'paid for and forfeited: nothing can be sealed any more';
    case 'sealed':
      if (state.receiptSha256 !== null) return 'sealed, and receipted by the coordinator';
      return witnessed !== null && witnessed.seq >= state.seq ? 'sealed, and witnessed by the coordinator' : 'sealed; no record here says yet that it was witnessed';
    default:
      return state satisfies never;
  }
}

/** In rho. A cost that counts on others holds only if they add their noise. */
export const costText = ({ rhoUnits, trust }: Pick<Round, 'rhoUnits' | 'trust'>): string => `${rhoText(rhoUnits)}${trust === 'shared' ? ' if other sites add their noise' : ''}`;

/** A report in lines for a person to read. */
export function reportLines(report: LedgerReport): readonly string[] {
  const { site, records, head, spending, rounds, refusedStudies, countersignatures } = report;
  return [
    ...(site === null ? [] : [`site       ${site}`, `key        ${keyText(report)}`]),
    `records    ${records}${head === null ? '' : `, up to head ${head.head}`}`,
    ...(spending === null ? [] : spendingLines(spending)),
    ...rounds.map((round) => `round      ${round.round} of study ${round.study}: rho ${costText(round)}, ${roundText(round, report)}`),
    ...refusedStudies.map((study) => `refused    study ${study}, by the site’s operator: nothing more of it is paid for or sent`),
    ...countersignatures.map(({ kind, covers, signer }) => `${kind.padEnd(10)} covers the records up to ${covers.seq}, signed by ${signer}`),
    verdictOf(report),
  ];
}

const keyText = ({ publicKey, isKeyGiven }: LedgerReport): string => `${publicKey ?? ''}${isKeyGiven ? ', as given' : ' (the ledger names it itself: compare it with the site’s)'}`;

const spendingLines = ({ spentRhoUnits, capRhoUnits, lostRhoUnits, spentEpsilon, capEpsilon, delta, unit, adjacency, trust }: Spending): readonly string[] => [
  `spent      rho ${rhoText(spentRhoUnits)} of ${rhoText(capRhoUnits)}`,
  `           epsilon ${epsilonText(spentEpsilon)} of ${capEpsilon} at delta ${delta.toExponential()}, for one ${unit} under ${adjacency}`,
  ...(lostRhoUnits > 0 ? [`           rho ${rhoText(lostRhoUnits)} of it for records that were lost or given up`] : []),
  ...(trust === 'shared' ? ['           the policy lets a round count on the noise of other sites'] : []),
];

function verdictOf({ problem, records }: LedgerReport): string {
  if (problem === null) return 'The ledger holds.';
  const before = problem.in === 'ledger' && records > 0 ? ` What stands above is of the ${records} records before it.` : '';
  return `The ledger does not hold. ${problem.sentence}${before}`;
}
