import type { Aggregation, Trust } from '@commonward/synthesis/plan';
import { planOf, roundRhoUnits, SITES, STUDIES } from './cast.js';
import type { Chance } from './chance.js';

/**
 * The one great accident of a run. A site and the coordinator are never set back both, by a backup or by decay: then nobody is
 * left who could tell, and nothing promises it.
 */
export type Calamity = 'none' | 'restored backup' | 'clone' | 'second start' | 'old coordinator';

/** A study: how many of its sites have to release, and how long a round waits for all of them. */
export interface StudyTerms {
  readonly id: string;
  readonly sites: readonly string[];
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly quorum: number;
  readonly answerWithinMs: number;
}

/** How a run goes wrong, and with whom. Drawn once, from its seed. */
export interface Conditions {
  /** Of all studies. */
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  readonly studies: readonly StudyTerms[];
  readonly epsilonCap: number;
  /** null: as in the product, a lost record forfeits all that is left. */
  readonly maxRhoUnitsPerRound: number | null;
  /** Whether the files of the sites are encrypted. */
  readonly encrypted: boolean;
  /** Probabilities: of a message that is lost, comes twice, or is much later than others. */
  readonly drop: number;
  readonly duplicate: number;
  readonly slow: number;
  /** Of a stop before, and again after, each change of a disk or the store. */
  readonly siteStops: number;
  readonly coordinatorStops: number;
  /** Machines of the coordinator's that share one store; one of them leads, by a lease. */
  readonly coordinators: number;
  readonly leaseMs: number;
  /** How the store keeps all but the leader from writing: it looks at the lease with each write, or the writes go through the lease. */
  readonly fence: 'atomic' | 'redo';
  /** That a write is underway to the store for longer, and arrives whatever becomes of its sender. */
  readonly underway: number;
  /** How often a machine of the coordinator's stands still for a while, or does not reach the store. */
  readonly coordinatorPauses: number;
  /** That the store does not answer. */
  readonly storeAway: number;
  /** That a sync of a disk fails, with EIO. */
  readonly syncFails: number;
  /** That the last record of a log has decayed after the power was cut. */
  readonly decays: number;
  /** That the answer to a hello is one that was given to an earlier hello, and that to a release the receipt of another one. */
  readonly replays: number;
  readonly clocksJump: boolean;
  /** A site whose agent ends for good, one that leaves the consortium, and one whose operator has something to say. */
  readonly silent: string | null;
  readonly leaves: string | null;
  readonly refuses: string | null;
  readonly calamity: Calamity;
  /** Whether a quarantined site has an operator who reconciles it. */
  readonly operator: boolean;
  /** Faults end here, and then everything must come to an end. */
  readonly faultsEndMs: number;
  /** How much longer than a plain run this one is: accidents come at any time of it. */
  readonly stretch: number;
}

/** A masked round takes five messages of each site, and each of them a while to come through. */
const STRETCH = { plain: 1, masked: 2.5 } as const;
const FAULTS_END_MS = 16_000;

/** Longer than any run. */
const WEEK_MS = 7 * 24 * 3_600_000;

const CALAMITIES: readonly Calamity[] = ['none', 'restored backup', 'clone', 'second start', 'old coordinator'];

export function conditionsOf(chance: Chance, aggregation: Aggregation): Conditions {
  const calamity = chance.pick(CALAMITIES);
  const encrypted = chance.happens(0.5);
  const sites = SITES.slice(0, chance.pick(aggregation === 'plain' ? [2, 2, 3, 4] : [3, 3, 4, 4]));
  const coordinators = chance.pick([1, 2]);
  const oneOf = (probability: number): string | null => (chance.happens(probability) ? chance.pick(sites) : null);
  const studies = STUDIES.slice(0, chance.pick([1, 2, 2, 3])).map((id) => studyOf(chance, { id, sites, aggregation }));
  return {
    aggregation,
    sites,
    studies,
    epsilonCap: chance.pick([1.3, 2, 5]),
    maxRhoUnitsPerRound: chance.pick([null, Math.max(...studies.map(roundRhoUnits))]),
    encrypted,
    drop: chance.between(0, 0.25),
    duplicate: chance.between(0, 0.2),
    slow: chance.between(0, 0.2),
    siteStops: chance.pick([0, 0.002, 0.01, 0.02]),
    coordinatorStops: chance.pick([0, 0.005, 0.02]),
    coordinators,
    leaseMs: chance.pick([1000, 2000, 4000]),
    fence: chance.pick(['atomic', 'redo']),
    underway: coordinators === 1 ? 0 : chance.pick([0, 0.02, 0.1]),
    coordinatorPauses: chance.pick(coordinators === 1 ? [0, 0, 2] : [0, 2, 4]),
    storeAway: chance.pick([0, 0, 0.02]),
    clocksJump: chance.happens(0.3),
    silent: oneOf(0.15),
    leaves: oneOf(0.1),
    refuses: oneOf(0.3),
    syncFails: chance.pick([0, 0, 0.003]),
    decays: calamity === 'old coordinator' ? 0 : chance.pick([0, 0.5]),
    replays: chance.pick([0, 0.05]),
    calamity,
    operator: chance.happens(0.8),
    faultsEndMs: STRETCH[aggregation] * FAULTS_END_MS,
    stretch: STRETCH[aggregation],
  };
}

/** A masked sum opens with so many sites as its plan says; else any number may be asked for. */
function studyOf(chance: Chance, study: Pick<StudyTerms, 'id' | 'sites' | 'aggregation'>): StudyTerms {
  const quorum = 1 + Math.floor(chance.unit() * study.sites.length);
  const answerWithinMs = chance.happens(0.4) ? chance.between(2000, 8000) : WEEK_MS;
  if (study.aggregation === 'plain') return { ...study, trust: 'local', quorum, answerWithinMs };
  const trust = chance.pick(['local', 'shared'] as const);
  const { plan } = planOf({ ...study, trust });
  return { ...study, trust, answerWithinMs, quorum: plan.aggregation === 'masked' ? plan.threshold : quorum };
}
