import type { Network } from '@commonward/networks';

/** A discriminator whose training is timed. The same one is built by name in the peer's program. */
export interface Model {
  readonly name: 'mlp' | 'dcgan' | 'conv1d' | 'gru';
  /** For people. */
  readonly title: string;
  readonly network: Network;
  readonly features: number;
  /** Examples in one step. */
  readonly batch: number;
  /** Examples on the device at a time; divides the batch. */
  readonly microbatch: number;
}

const leaky = { kind: 'leaky-relu', slope: 0.2 } as const;

export const models: readonly Model[] = [
  {
    name: 'mlp',
    title: 'MLP 800-256-256-1',
    network: [{ kind: 'dense', inputs: 800, outputs: 256 }, leaky, { kind: 'dense', inputs: 256, outputs: 256 }, leaky, { kind: 'dense', inputs: 256, outputs: 1 }],
    features: 800,
    batch: 500,
    microbatch: 125,
  },
  {
    name: 'dcgan',
    title: 'DCGAN 28x28, 64 and 128 filters',
    network: [
      { kind: 'convolution', height: 28, width: 28, channels: 1, kernel: [4, 4], stride: [2, 2], padding: [1, 1], filters: 64 },
      leaky,
      { kind: 'convolution', height: 14, width: 14, channels: 64, kernel: [4, 4], stride: [2, 2], padding: [1, 1], filters: 128 },
      leaky,
      { kind: 'dense', inputs: 49 * 128, outputs: 1 },
    ],
    features: 784,
    batch: 64,
    microbatch: 32,
  },
  {
    name: 'conv1d',
    title: '1-D convolutions, 48 steps of 8 channels',
    network: [
      { kind: 'convolution', height: 1, width: 48, channels: 8, kernel: [1, 5], stride: [1, 2], padding: [0, 2], filters: 64 },
      leaky,
      { kind: 'convolution', height: 1, width: 24, channels: 64, kernel: [1, 5], stride: [1, 2], padding: [0, 2], filters: 64 },
      leaky,
      { kind: 'dense', inputs: 12 * 64, outputs: 1 },
    ],
    features: 48 * 8,
    batch: 128,
    microbatch: 64,
  },
  {
    name: 'gru',
    title: 'GRU of 64 units, 24 steps of 8 channels',
    network: [{ kind: 'gru', steps: 24, channels: 8, units: 64, returns: 'last' }, { kind: 'dense', inputs: 64, outputs: 1 }],
    features: 24 * 8,
    batch: 128,
    microbatch: 128,
  },
];
