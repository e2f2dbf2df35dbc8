import type { SeriesDictionary } from '@commonward/schema';
import { dayResiduals, sampleDays, sampleDrawnDays, type DayRequest, type DayResiduals, type DrawnDays } from '@commonward/synthesis/coordinator';
import { percent } from './data-card.js';
import type { DayReplay, NetworkReplay } from './replay.js';

/** A generator of days, whatever it was learnt from. */
export interface DaySource {
  readonly dictionary: SeriesDictionary;
  readonly seed: string;
  /** Always the same ones for the same request. */
  readonly draw: (request: DayRequest) => WordedDays;
  /** What the sites released, for readers. */
  readonly released: string;
}

/** Days, and what is to be said of them. */
export interface WordedDays {
  readonly days: DrawnDays;
  /** Rows of a table, each with a line of its own. @param short what they were computed from */
  readonly rows: (short: string) => string;
  /** What is good to know, as items of a list. */
  readonly notes: string;
}

/** Of noised moments. */
export function scoresSource({ generator, plan }: DayReplay): DaySource {
  const { dictionary, seed, tables, moments } = plan;
  return {
    dictionary,
    seed,
    released: `in two rounds: ${tables.map(({ name, length }) => `${name}: ${length} counts`).join(', ')}; then ${moments[0].length} second moments of the steps`,
    draw: (request) => {
      const days = sampleDays(generator, plan, request);
      // Days of one kind are not meant to be as all days are.
      const residuals = request.cells.size === 0 ? dayResiduals(days, generator, plan) : null;
      return {
        days,
        rows: (short) => `| Relations from hour to hour | ${SCOPE_WORDS[plan.scope]} |\n${residuals === null ? '' : residualsRow(residuals, short)}`,
        notes: `- A day is drawn from normal numbers that vary together as the steps do; then days that fit the released tables are taken more often. The pool that they were
  taken from is worth ${days.effectiveDays.toFixed(0)} independent days: among about so many, or more, days stand more than once.
`,
      };
    },
  };
}

const SCOPE_WORDS = {
  full: 'learnt with little noise, by the public rule on how many days there are',
  weak: '**weak**: noise hides a part of them, so hours go together less than in the records',
} as const;

const residualsRow = ({ steps, pairs }: DayResiduals, short: string): string =>
  `| These days against the released tables | mean total variation ${percent(steps)} (single steps), ${pairs === null ? 'not measured' : percent(pairs)} (two columns), of which a part is chance and the noise of the tables; computed from ${short} only |\n`;

/** Of a network. */
export function drawnDaySource({ generator, plan }: NetworkReplay<SeriesDictionary>): DaySource {
  const { dictionary, seed, steps } = plan;
  return {
    dictionary,
    seed,
    released: `in ${steps + 1} rounds: how many days there are of each kind, then ${steps} times the sum of clipped gradients of a neural discriminator`,
    draw: (request) => ({
      days: sampleDrawnDays(generator, plan, request),
      rows: () => '',
      notes: `- A day is what a network makes of random numbers; kinds of day that are rare it may leave out. No statistic of the days was released, so nothing here says
  how near these are to real ones.
`,
    }),
  };
}
