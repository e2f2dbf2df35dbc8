export type { Accountant, PrivacyCurve, Unaccounted } from './accountant.js';
export type {
  ComposedEvent,
  ContinuousNoiseEvent,
  DiscreteGaussianBlock,
  DiscreteGaussianEvent,
  DiscreteLaplaceBlock,
  DiscreteLaplaceEvent,
  DpEvent,
  PoissonSampledEvent,
  RandomisedResponseEvent,
  SelectionEvent,
  UnaccountableEvent,
} from './dp-event.js';
export type { Adjacency, Guarantee, UnitOfPrivacy } from './guarantee.js';
export { RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor } from './rho-units.js';
export { deltaOf, epsilonOf, rhoFor } from './zcdp.js';
