import type { GradientSource } from '@commonward/networks';
import type { Bounded } from '@commonward/privacy';
import { discriminatorOf, recordsAtLargestSite, rowLength, type GradientsPlan } from '@commonward/synthesis/plan';
import type { NetworkRecords } from '@commonward/synthesis/site';
import { boundGradients } from '@commonward/synthesis/site/networks';
import { OperatorError } from '../operator-error.js';
import { openNetworkDevice, type NetworkDevice, type NetworkDeviceOptions } from './network-device.js';
import { threadsText } from './threads-text.js';

/** The device of this site, with the networks of plans that were checked on it. */
export interface PlanNetworks {
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
export async function openPlanNetworks(options: NetworkDeviceOptions): Promise<PlanNetworks> {
  const device = await openNetworkDevice(options);
  const { backend: { name, device: kind, description, reason }, threads } = device;
  const sources = new Map<string, GradientSource>();
  return {
    sentence: `Networks are computed by ${name} on a ${kind} (${description}, on ${threadsText(threads)}): ${reason}.`,
    check: (plan) => {
      if (!sources.has(shapeOf(plan))) sources.set(shapeOf(plan), checkedNetwork(plan, device));
    },
    gradients: (records, plan) => {
      const source = sources.get(shapeOf(plan));
      if (source === undefined) throw new Error('A plan of a network was accepted before its network was checked.');
      return boundGradients(records, plan, source);
    },
  };
}

const shapeOf = (plan: GradientsPlan): string => JSON.stringify(discriminatorOf(plan));

function checkedNetwork(plan: GradientsPlan, device: NetworkDevice): GradientSource {
  try {
    return device.checked({ network: discriminatorOf(plan), features: rowLength(plan.dictionary) }, recordsAtLargestSite(plan));
  } catch (error) {
    throw new OperatorError(`This site cannot train the network of study ${plan.study} with ${device.backend.name}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
