import type { Bounded } from '@commonward/privacy';
import type { GradientsPlan, TrainingPlan } from '@commonward/synthesis/plan';
import type { NetworkRecords } from '@commonward/synthesis/site';

/** What computes networks at this site. */
export interface Networks {
  /**
   * Starts the device for a plan that needs one, and has it checked; does nothing for any other. No record is read.
   * @throws OperatorError if nothing here can compute the plan's network
   */
  prepare(plan: TrainingPlan): Promise<void>;
  /** The sum of the records' gradients at the plan's weights, each clipped and rounded by itself. @throws Error if the plan was not prepared */
  gradients(records: NetworkRecords, plan: GradientsPlan): Bounded<Int32Array>;
}

/** Of a desk that answers no plan with a network. */
export const noNetworks: Networks = {
  prepare: () => Promise.resolve(),
  gradients: () => {
    throw new Error('A plan of a network was accepted where none is computed.');
  },
};
