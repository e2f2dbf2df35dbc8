import { BatchedNetwork, type BatchedNetworkOptions, type GradientSource } from '@commonward/networks';
import { openSiteBackend } from '../backends/index.js';
import type { Backend } from '../backends/open-backend.js';
import { GradientThreads } from './gradient-threads.js';

/** Records in a batch on the device: it decides how much memory is used, and not one bit of a release. */
const MICROBATCH = 256;

export interface NetworkDeviceOptions {
  readonly expectGpu: boolean;
  /** Threads to compute on where no GPU does, from 1 on. */
  readonly threads: number;
}

/** What computes networks at this site. */
export interface NetworkDevice {
  readonly backend: Backend;
  /** That ask the backend. */
  readonly threads: number;
  /**
   * @param records about how many there are to compute, from public numbers: those of one batch need one thread
   * @throws Error in one sentence, if the backend does not keep the gradients of a batch of this network apart to the last bit
   */
  checked(network: Omit<BatchedNetworkOptions, 'microbatch'>, records: number): GradientSource;
  close(): void;
}

/** @throws OperatorError if no backend can compute here, or a GPU is expected and none does */
export async function openNetworkDevice(options: NetworkDeviceOptions): Promise<NetworkDevice> {
  const backend = await openSiteBackend(options);
  const threads = backend.device === 'gpu' ? 1 : options.threads;
  let pool: GradientThreads | null = null;
  return {
    backend,
    threads,
    checked: (network, records) => {
      const options = { ...network, microbatch: MICROBATCH };
      // One thread is this one: it has a backend already.
      if (threads === 1 || records <= MICROBATCH) return BatchedNetwork.checked(options);
      pool ??= new GradientThreads({ backend: backend.name, count: threads });
      return pool.checked(options);
    },
    close: () => pool?.close(),
  };
}
