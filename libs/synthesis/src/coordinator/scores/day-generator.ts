import { binScores, scoreTables, stepsOf, type ScoresPlan } from '../../plan/scores/index.js';
import type { ShareTable, TableSignal } from './absorb-tables.js';
import { latentMargin, type LatentMargin } from './latent-margin.js';
import { latentSpread } from './latent-spread.js';

/**
 * Draws days: a normal number for each step, of which its cell follows, and the place within the cell; and days that fit the released
 * tables are drawn more often.
 *
 * All parameters are float32: the bytes are the whole generator, and whoever reads them draws the same days.
 */
export interface DayGenerator {
  /** estimated units of privacy behind the tables */
  readonly units: number;
  /** how many sites' noise is in the tables */
  readonly contributors: number;
  /** [cells of all steps] smoothed shares, step by step */
  readonly margins: Float32Array;
  /** [cells of all tables] shares as they were released, with noise */
  readonly shares: Float32Array;
  /** [S, S]: row r is a direction in which the normal numbers spread, as long as its standard deviation */
  readonly spread: Float32Array;
}

/** @param correlations [S, S] of the scores of all steps */
export function dayGenerator({ plan, signal, correlations, contributors }: { readonly plan: ScoresPlan; readonly signal: TableSignal; readonly correlations: Float64Array; readonly contributors: number }): DayGenerator {
  const margins = Float32Array.from(signal.margins.flatMap((shares) => [...shares]));
  return {
    units: Math.fround(signal.units),
    contributors,
    margins,
    shares: Float32Array.from([...signal.steps, ...signal.others].flatMap(({ shares }) => [...shares])),
    spread: Float32Array.from(latentSpread(correlations, latentMargins(margins, plan))),
  };
}

/** @param margins [cells of all steps] */
export function latentMargins(margins: Float32Array, { dictionary: { channels, grid } }: ScoresPlan): readonly LatentMargin[] {
  let start = 0;
  return channels.flatMap((channel) => {
    const scores = binScores(channel);
    return Array.from({ length: grid.count }, () => latentMargin(margins.subarray(start, (start += scores.length)), scores));
  });
}

/** The released tables, as the generator holds them. */
export function releasedShares({ shares, units, contributors }: DayGenerator, plan: ScoresPlan): readonly ShareTable[] {
  const unit = plan.grid * units;
  return scoreTables(plan.dictionary).flatMap(({ tables }, b) =>
    tables.map((table) => ({ ...table, shares: Float64Array.from(shares.subarray(table.start, table.start + table.cells)), variance: (contributors * plan.tables[b].variance) / unit / unit })),
  );
}

/** The generator as little-endian float32: units, contributors, margins, shares, spread. */
export function dayGeneratorBytes({ units, contributors, margins, shares, spread }: DayGenerator): Uint8Array {
  const numbers = [units, contributors, ...margins, ...shares, ...spread];
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, at) => view.setFloat32(4 * at, value, true));
  return new Uint8Array(view.buffer);
}

/**
 * The generator that `dayGeneratorBytes` wrote.
 * @throws RangeError if the bytes do not have the length that the plan calls for
 */
export function readDayGenerator(bytes: Uint8Array, { dictionary }: ScoresPlan): DayGenerator {
  const blocks = scoreTables(dictionary);
  const steps = stepsOf(dictionary);
  const lengths = [2, blocks[0].length, blocks.reduce((sum, { length }) => sum + length, 0), steps * steps];
  const expected = 4 * lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.length !== expected) throw new RangeError(`The generator has ${bytes.length} bytes; this plan calls for ${expected}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const [[units, contributors], margins, shares, spread] = lengths.map((length) => Float32Array.from({ length }, () => view.getFloat32((at += 4) - 4, true)));
  return { units, contributors, margins, shares, spread };
}
