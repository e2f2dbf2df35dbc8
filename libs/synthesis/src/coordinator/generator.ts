import { tableLayout } from '@commonward/schema';
import type { TablePlan } from '../plan/index.js';
import type { Signal } from './absorb.js';
import { forbiddenCells } from './forbidden-cells.js';
import { fitPairParameters } from './log-linear-fit.js';
import { publicUniform } from './public-randomness.js';
import { tableModel, type TableModel } from './table-model.js';
import { tunedFactor } from './tuned-factor.js';

/**
 * A maximum-entropy model of records with the released two-way tables. D cells, J columns.
 *
 * All parameters are float32: the bytes are the whole generator, and whoever reads them draws the same records.
 */
export interface Generator extends TableModel {
  /** [D, D] log-linear pair parameters of the same model, for independent records and conditions */
  readonly theta: Float32Array;
}

/** Fits the generator to the signal; the same signal and plan give the same bytes on every machine. */
export function trainGenerator(signal: Signal, plan: TablePlan): Generator {
  const generator = isTuned(plan) ? tableModel(signal, tunedFactor(signal, plan)) : tableModel(signal);
  const theta = fitPairParameters({
    generator,
    layout: tableLayout(plan.dictionary),
    forbidden: forbiddenCells(plan.dictionary),
    uniform: publicUniform(plan.seed, 'generator/theta'),
  });
  return { ...generator, theta: Float32Array.from(theta) };
}

/** The generator as little-endian float32: records, logBase, targets, weights, theta. */
export function generatorBytes(generator: Generator): Uint8Array {
  const parts = [[generator.records], generator.logBase, generator.targets, generator.weights, generator.theta];
  const bytes = new Uint8Array(4 * parts.reduce((length, part) => length + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) for (let i = 0; i < part.length; i++, at += 4) view.setFloat32(at, part[i], true);
  return bytes;
}

/**
 * The generator that `generatorBytes` wrote.
 *
 * @throws RangeError if the bytes do not have the length that the plan's dictionary calls for
 */
export function readGenerator(bytes: Uint8Array, plan: TablePlan): Generator {
  const { cells, sizes } = tableLayout(plan.dictionary);
  const lengths = [1, cells, cells * cells, sizes.length * sizes.length, cells * cells];
  const expected = 4 * lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.length !== expected) throw new RangeError(`The generator has ${bytes.length} bytes; this plan calls for ${expected}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = (length: number) => Float32Array.from({ length }, () => view.getFloat32((at += 4) - 4, true));
  const [[records], logBase, targets, weights, theta] = lengths.map(next);
  return { records, logBase, targets, weights, theta };
}

const isTuned = (plan: TablePlan): boolean => plan.encoding === 'pairs' && plan.tuning === 'residuals';
