import type { BatchedNetwork } from '@commonward/networks';
import { discriminatorWidths, type GradientsPlan } from '@commonward/synthesis/plan';
import { OperatorError } from '../operator-error.js';
import type { Networks } from './networks.js';

/** Records on the device at a time: it decides how much memory is used, and not one bit of a release. */
const MICROBATCH = 256;

/** All that needs tensors: loaded with the first plan that does, for it takes half a second. */
interface Device {
  readonly bound: typeof import('@commonward/synthesis/site/networks').boundGradients;
  readonly checked: (plan: GradientsPlan) => BatchedNetwork;
}

/**
 * The networks of this site, on the best backend that there is. The backend is chosen once, and each network is checked on it once:
 * whether it keeps the gradients of a batch apart to the last bit.
 * @param expectGpu whether a plan that needs a network is left unanswered, with an error, unless a GPU computes
 * @param told of the backend that was chosen, and why
 */
export function siteNetworks({ expectGpu, told }: { readonly expectGpu: boolean; readonly told: (device: string) => void }): Networks {
  let starting: Promise<Device> | null = null;
  let device: Device | null = null;
  const checked = new Map<string, BatchedNetwork>();
  return {
    prepare: async (plan) => {
      if (plan.encoding !== 'gradients') return;
      starting ??= start({ expectGpu, told }).catch((error: unknown) => {
        starting = null;
        throw error;
      });
      device = await starting;
      if (!checked.has(shapeOf(plan))) checked.set(shapeOf(plan), device.checked(plan));
    },
    gradients: (records, plan) => {
      const batched = checked.get(shapeOf(plan));
      if (device === null || batched === undefined) throw new Error('A plan of a network was accepted before its network was prepared.');
      return device.bound(records, plan, batched);
    },
  };
}

const shapeOf = (plan: GradientsPlan): string => discriminatorWidths(plan).join(' ');

async function start({ expectGpu, told }: { readonly expectGpu: boolean; readonly told: (device: string) => void }): Promise<Device> {
  const [{ openSiteBackend }, { BatchedNetwork }, { boundGradients, discriminatorNetwork }] = await Promise.all([import('../backends/index.js'), import('@commonward/networks'), import('@commonward/synthesis/site/networks')]);
  const { name, device, description, reason } = await openSiteBackend({ expectGpu });
  told(`Networks are computed by ${name} on a ${device} (${description}): ${reason}`);
  return {
    bound: boundGradients,
    checked: (plan) => {
      const [features] = discriminatorWidths(plan);
      try {
        return BatchedNetwork.checked({ network: discriminatorNetwork(plan), features, microbatch: MICROBATCH });
      } catch (error) {
        throw new OperatorError(`This site cannot train the network of study ${plan.study} on ${name}: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    },
  };
}
