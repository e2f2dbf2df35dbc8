import { tensor2d } from '@tensorflow/tfjs-core';
import { recordDiscriminator, recordGenerator } from '../architectures/index.js';
import { parametersOf, runNetwork } from '../network.js';
import { drawCells, logitSlopes, type CellDraw } from './drawn-cells.js';
import { Gan, type GanTraining } from './gan.js';
import type { Generator } from './generator.js';
import { latentInputs } from './latent-inputs.js';

/** A row is the cells of every column, one-hot, and then the class it belongs to, one-hot. */
export interface RowShape {
  /** How many cells each column has. */
  readonly columns: readonly number[];
  readonly classes: number;
}

export interface RecordGanSettings extends GanTraining {
  readonly shape: RowShape;
  /** Units of the discriminator's hidden layer. */
  readonly discriminatorUnits: number;
  /** Numbers drawn for each synthetic record. */
  readonly latent: number;
  readonly generatorUnits: number;
  /** Of the drawn cells. */
  readonly temperature: number;
}

/** For records of closed columns. It draws the cell of each column, [records * columns]. */
export function recordGan(settings: RecordGanSettings): Gan<Uint8Array> {
  const { shape, discriminatorUnits: units } = settings;
  return new Gan({ ...settings, discriminator: recordDiscriminator({ cells: cellsOf(shape.columns) + shape.classes, units }), generator: generatorOfRecords(settings) });
}

/** Is told a class and latent numbers, and draws a cell of each column. */
function generatorOfRecords({ shape: { columns, classes }, latent, generatorUnits, temperature, uniform }: RecordGanSettings): Generator<Uint8Array> {
  const cells = cellsOf(columns);
  const draw: CellDraw = { columns, temperature, uniform };
  const network = recordGenerator({ latent, classes, units: generatorUnits, cells });
  return {
    network,
    generate: (drawnClasses, weights) => {
      const batch = drawnClasses.length;
      const inputs = tensor2d(latentInputs(drawnClasses, { latent, classCount: classes, uniform }), [batch, latent + classes]);
      const logits = runNetwork(network, { inputs, parameters: parametersOf(network, weights) });
      const drawn = drawCells(logits.outputs.dataSync<'float32'>(), draw);
      return {
        rows: tensor2d(drawn.hard, [batch, cells]),
        pullBack: (ofRows) => logits.pullBack(tensor2d(logitSlopes(drawn, ofRows.dataSync<'float32'>(), draw), [batch, cells])).factors,
      };
    },
    read: (rows) => codesOf(rows, columns),
  };
}

function codesOf(rows: Float32Array, columns: readonly number[]): Uint8Array {
  const codes = new Uint8Array((rows.length / cellsOf(columns)) * columns.length);
  let at = 0;
  codes.forEach((_, i) => {
    const cells = columns[i % columns.length];
    codes[i] = rows.subarray(at, at + cells).indexOf(1);
    at += cells;
  });
  return codes;
}

function cellsOf(columns: readonly number[]): number {
  return columns.reduce((sum, cells) => sum + cells, 0);
}
