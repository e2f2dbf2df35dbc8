import type { NetworkDeviceOptions } from './network-device.js';
import type { Networks } from './networks.js';
import type { PlanNetworks } from './plan-networks.js';

/**
 * The networks of this site, on the best backend that there is. It is started with the first plan that needs one.
 * @param expectGpu whether such a plan is left unanswered, with an error, unless a GPU computes
 * @param threads to compute on
 * @param told of the backend that was chosen, and why
 */
export function siteNetworks({ told, ...options }: NetworkDeviceOptions & { readonly told: (sentence: string) => void }): Networks {
  let device: PlanNetworks | null = null;
  return {
    prepare: async (plan) => {
      if (plan.encoding !== 'gradients') return;
      if (device === null) {
        // Loaded on demand: no other plan needs it, and it takes half a second.
        const { openPlanNetworks } = await import('./plan-networks.js');
        device = await openPlanNetworks(options);
        told(device.sentence);
      }
      device.check(plan);
    },
    gradients: (records, plan) => {
      if (device === null) throw new Error('A plan of a network was accepted before its network was prepared.');
      return device.gradients(records, plan);
    },
  };
}
