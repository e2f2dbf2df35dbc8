import { BatchedNetwork } from '@commonward/networks';
import type { Bounded } from '@commonward/privacy';
import { discriminatorOf, rowLength, type GradientsPlan } from '@commonward/synthesis/plan';
import type { NetworkRecords } from '@commonward/synthesis/site';
import { boundGradients } from '@commonward/synthesis/site/networks';
import { openSiteBackend } from '../backends/index.js';
import { OperatorError } from '../operator-error.js';

/** Records on the device at a time: it decides how much memory is used, and not one bit of a release. */
const MICROBATCH = 256;

/** The backend that computes at this site, with the networks that were checked on it. */
export interface NetworkDevice {
  /** What computes, and why, in one sentence. */
  readonly sentence: string;
  /**
   * Has the plan's network checked, once: whether the backend keeps the gradients of a batch apart to the last bit.
   * @throws OperatorError if it does not
   */
  check(plan: GradientsPlan): void;
  /** @throws Error if the plan's network was not checked */
  gradients(records: NetworkRecords, plan: GradientsPlan): Bounded<Int32Array>;
}

/** @throws OperatorError if no backend can compute here, or a GPU is expected and none does */
export async function openNetworkDevice({ expectGpu }: { readonly expectGpu: boolean }): Promise<NetworkDevice> {
  const { name, device, description, reason } = await openSiteBackend({ expectGpu });
  const checked = new Map<string, BatchedNetwork>();
  return {
    sentence: `Networks are computed by ${name} on a ${device} (${description}): ${reason}.`,
    check: (plan) => {
      if (!checked.has(shapeOf(plan))) checked.set(shapeOf(plan), checkedNetwork(plan, name));
    },
    gradients: (records, plan) => {
      const batched = checked.get(shapeOf(plan));
      if (batched === undefined) throw new Error('A plan of a network was accepted before its network was checked.');
      return boundGradients(records, plan, batched);
    },
  };
}

const shapeOf = (plan: GradientsPlan): string => JSON.stringify(discriminatorOf(plan));

function checkedNetwork(plan: GradientsPlan, backend: string): BatchedNetwork {
  try {
    return BatchedNetwork.checked({ network: discriminatorOf(plan), features: rowLength(plan.dictionary), microbatch: MICROBATCH });
  } catch (error) {
    throw new OperatorError(`This site cannot train the network of study ${plan.study} with ${backend}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
