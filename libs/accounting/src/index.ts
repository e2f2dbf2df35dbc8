export type { Accountant, PrivacyCurve, Unaccounted } from './accountant.js';
export { clopperPearson, type Trials } from './audit/clopper-pearson.js';
export { oneRunEpsilon, type Guesses } from './audit/one-run-bound.js';
export { pairedRunEpsilon } from './audit/paired-run-bound.js';
export { twoPointEpsilon, type TwoPointRuns } from './audit/two-point-bound.js';
export { calibrate, type Calibrated, type Calibration } from './calibration.js';
export { checkedEvent } from './check-event.js';
export { deltaRefusal } from './delta-policy.js';
export type {
  ComposedEvent,
  ContinuousNoiseEvent,
  DiscreteGaussianBlock,
  DiscreteGaussianEvent,
  DiscreteLaplaceBlock,
  DiscreteLaplaceEvent,
  DpEvent,
  NoisedBlock,
  PoissonSampledEvent,
  RandomisedAnswer,
  RandomisedRecordEvent,
  RandomisedResponseEvent,
  SelectionEvent,
  SummedGaussianEvent,
  UnaccountableEvent,
} from './dp-event.js';
export { gaussianDelta, gaussianEpsilon, gaussianMuFor } from './gdp/gaussian-curve.js';
export { gdpAccountant } from './gdp/gdp-accountant.js';
export { UNITS_OF_PRIVACY, type Adjacency, type Guarantee, type UnitOfPrivacy } from './guarantee.js';
export { personLevel } from './person-level.js';
export { pldAccountant } from './pld/pld-accountant.js';
export { admit, openFilter, type PrivacyFilter } from './privacy-filter.js';
export { pureEpsilonOf } from './pure-epsilon.js';
export { RENYI_ORDERS } from './rdp/orders.js';
export { rdpAccountant, rdpAccountantAt, renyiProfileOf } from './rdp/rdp-accountant.js';
export { curveOfProfile, type RenyiProfile } from './rdp/renyi-profile.js';
export { fixedTrials, repeatAndSelect, type RandomTrials } from './rdp/tuning.js';
export { RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor } from './rho-units.js';
export { falseNegativesAt, mostFound, tradeOffSentence } from './trade-off.js';
export { sensitivityOfUnit, type ContributionBound, type RecordSensitivity } from './unit-of-privacy.js';
export { ownRelease, viewsOf, viewsOfEvent, type View, type Views } from './views.js';
export { zcdpAccountant } from './zcdp/zcdp-accountant.js';
export { deltaOf, epsilonOf, rhoFor } from './zcdp.js';
