import type { Budget, RoundSite, Study } from '../api/model.js';

/** One site's budget during a study; every share is of the cap's rho, which adds up exactly. */
export interface BurnDown {
  readonly site: string;
  /** What was left before this study: everything booked for other studies is already gone. */
  readonly before: number;
  /** What is left now. */
  readonly now: number;
  /** What the plan leaves when every site has released. */
  readonly planned: number;
  /** Whether the budget covers the study; the ledger refuses it otherwise. */
  readonly covered: boolean;
  /** When the study was booked, as a share of the time shown, as far as an answer says it and else by now; null if it is not booked. */
  readonly bookedAt: number | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** After its close a round is shown for a third of its length more, so that the last step can be seen. */
const tail = 1 / 3;

function spanOf(study: Study, now: Date): Span {
  const from = Math.min(now.getTime(), ...study.rounds.map((round) => Date.parse(round.openedAt)));
  const ends = study.rounds.map(({ closedAt }) => (closedAt === null ? now.getTime() : from + (Date.parse(closedAt) - from) * (1 + tail)));
  return { from, to: Math.max(from, ...ends) };
}

/** What a ledger has booked stays booked: for a release that was taken back, and for a vector that is in no sum. */
function bookedBy(study: Study, site: string): RoundSite | null {
  const answers = study.rounds.flatMap((round) => round.sites);
  return answers.find((answer) => answer.site === site && answer.booked) ?? null;
}

function shareOfTime(at: string | null, { from, to }: Span): number {
  return at === null || to <= from ? 1 : Math.min(1, Math.max(0, (Date.parse(at) - from) / (to - from)));
}

/**
 * A site's budget before the study, now and as planned.
 *
 * @param budget the site's latest signed statement; it already holds this study's debit if the site has booked it
 * @param now the right edge of the time shown while a round is open
 */
export function burnDownOf({ study, site, budget, now }: { study: Study; site: string; budget: Budget; now: Date }): BurnDown {
  const cost = study.forecast.sites.find((row) => row.site === site)?.rhoUnits ?? 0;
  const booked = bookedBy(study, site);
  const elsewhere = Math.max(0, budget.spentRhoUnits - (booked === null ? 0 : cost));
  const left = (units: number): number => Math.max(0, 1 - units / budget.capRhoUnits);
  return {
    site,
    before: left(elsewhere),
    now: left(elsewhere + (booked === null ? 0 : cost)),
    planned: left(elsewhere + cost),
    covered: elsewhere + cost <= budget.capRhoUnits,
    bookedAt: booked === null ? null : shareOfTime(booked.at, spanOf(study, now)),
  };
}
