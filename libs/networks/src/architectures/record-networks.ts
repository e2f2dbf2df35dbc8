import type { Network } from '../layers/network-shapes.js';
import { LEAKY } from './leaky.js';

export interface RecordDiscriminator {
  /** Numbers of a row: the cells of every column, one-hot, and of which class it is. */
  readonly cells: number;
  /** Of the hidden layer. */
  readonly units: number;
}

/** What tells real records from synthetic ones; it reads whole rows, so it sees of which class they are. From [cells] to one logit. */
export function recordDiscriminator({ cells, units }: RecordDiscriminator): Network {
  return [{ kind: 'dense', inputs: cells, outputs: units }, LEAKY, { kind: 'dense', inputs: units, outputs: 1 }];
}

export interface RecordGenerator {
  /** Numbers drawn for each record. */
  readonly latent: number;
  readonly classes: number;
  /** Of each of two hidden layers. */
  readonly units: number;
  /** Cells of the columns that are drawn. */
  readonly cells: number;
}

/** Makes latent numbers and a class into a logit for each cell. From [latent + classes] to [cells]. */
export function recordGenerator({ latent, classes, units, cells }: RecordGenerator): Network {
  return [
    { kind: 'dense', inputs: latent + classes, outputs: units },
    LEAKY,
    { kind: 'dense', inputs: units, outputs: units },
    LEAKY,
    { kind: 'dense', inputs: units, outputs: cells },
  ];
}
