import { canonicalJson, IntegrityError } from '@commonward/envelope';
import { privateUtility, type PrivateUtility } from '@commonward/evaluation/private';
import type { AnyDictionary } from '@commonward/schema';
import {
  absorb,
  absorbCentres,
  absorbMoments,
  absorbShapes,
  absorbTables,
  afterStep,
  aggregate,
  beginStudy,
  dayGenerator,
  dayGeneratorBytes,
  generatorBytes,
  generatorOf,
  imageGenerator,
  imageGeneratorBytes,
  momentsPlan,
  nextStep,
  networkGeneratorBytes,
  screen,
  shapesPlan,
  trainGenerator,
  type Aggregate,
  type DayGenerator,
  type Generator,
  type ImageGenerator,
  type LeftOut,
  type NetworkStudy,
  type NetworkGenerator,
  type Signal,
} from '@commonward/synthesis/coordinator';
import { planLength, roundOfPlan, type GradientsPlan, type ScoresPlan, type SpectrumPlan, type TablePlan, type TrainingPlan, type UtilityPlan } from '@commonward/synthesis/plan';

interface Replayed {
  /** Canonical little-endian float32 parameters: what the generator's hash is taken over. */
  readonly bytes: Uint8Array;
  /** How many releases are in the sum. */
  readonly sites: number;
  /** Releases that cannot be honest, which are not. */
  readonly leftOut: readonly LeftOut[];
  /** From the noised totals. */
  readonly recordsEstimated: number;
}

export interface TableReplay extends Replayed {
  readonly encoding: 'pairs';
  readonly plan: TablePlan;
  readonly signal: Signal;
  readonly generator: Generator;
}

export interface ImageReplay extends Replayed {
  readonly encoding: 'spectrum';
  /** of the second round */
  readonly plan: SpectrumPlan;
  readonly generator: ImageGenerator;
}

export interface DayReplay extends Replayed {
  readonly encoding: 'scores';
  /** of the second round */
  readonly plan: ScoresPlan;
  readonly generator: DayGenerator;
}

export interface NetworkReplay<Dictionary extends AnyDictionary = AnyDictionary> extends Replayed {
  readonly encoding: 'gradients';
  /** of the first round */
  readonly plan: GradientsPlan<Dictionary>;
  readonly generator: NetworkGenerator;
}

export type Replay = TableReplay | ImageReplay | DayReplay | NetworkReplay;

/** One site's release as it was sent. */
export interface SitePayload {
  readonly site: string;
  readonly payload: Uint8Array;
}

/** What unmasking gives. */
export interface MaskedSum {
  /** Modulo 2^32. */
  readonly residues: Uint32Array;
  /** The sites whose vectors are in it. */
  readonly sites: readonly string[];
}

/** The plan of a round, and what the sites gave for it. */
export interface RoundGiven {
  readonly plan: TrainingPlan;
  readonly given: { readonly kind: 'releases'; readonly payloads: readonly SitePayload[] } | ({ readonly kind: 'sum' } & MaskedSum);
}

/** How well models that saw a generator's records only do on the sites' real ones. */
export interface Evaluation {
  readonly plan: UtilityPlan;
  readonly utility: PrivateUtility;
  /** How many releases are in the sum. */
  readonly sites: number;
  readonly leftOut: readonly LeftOut[];
}

/** What follows from the rounds of a study so far: the plan of the next one, a generator, or what one is worth. */
export type Outcome =
  /** `far` is how far a training of many rounds has come: whoever keeps it need not begin again; null for any other. */
  | { readonly kind: 'next round'; readonly plan: TrainingPlan; readonly far: Underway | null }
  | { readonly kind: 'trained'; readonly replay: Replay }
  | { readonly kind: 'evaluated'; readonly evaluation: Evaluation };

/** A training of many rounds that has come to the end of one. It follows from the rounds so far. */
export interface Underway {
  readonly rounds: number;
  readonly study: NetworkStudy;
  /** The most sites, and all releases that were left out, in any round so far. */
  readonly sites: number;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Everything that follows from what the sites gave, from that alone: deterministic post-processing.
 *
 * @param onSums told when the sums of all rounds are known, and the learning begins
 * @throws IntegrityError if every release of a round had to be left out, one has another length than the plan's, or a round's plan does
 *   not follow from the round before it; RangeError if a sum is for another number of sites or of integers
 */
export function replayStudy([first, ...later]: readonly [RoundGiven, ...RoundGiven[]], onSums: () => void = () => undefined): Outcome {
  const known = summed(first);
  if (later.length === 0) onSums();
  switch (first.plan.encoding) {
    case 'pairs':
    case 'noisy-input':
      return { kind: 'trained', replay: replayTables(first.plan, known) };
    case 'spectrum':
      return replayImages(first.plan, known, { later, onSums });
    case 'scores':
      return replayDays(first.plan, known, { later, onSums });
    case 'gradients':
      return goOn(begun(first.plan, known), { later, onSums });
    case 'utility':
      return { kind: 'evaluated', evaluation: { plan: first.plan, utility: privateUtility(known.sum, first.plan), sites: known.sum.sites, leftOut: known.leftOut } };
    default:
      return first.plan satisfies never;
  }
}

/** A sum, the sites in it, and those whose releases are not. */
interface Summed {
  readonly sum: Aggregate;
  readonly contributors: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

function summed({ plan, given }: RoundGiven): Summed {
  switch (given.kind) {
    case 'releases': {
      const releases = given.payloads.map(({ site, payload }) => ({ site, values: integersOf(payload, planLength(plan)) }));
      const { kept, leftOut } = screen(releases, plan);
      if (kept.length === 0) throw new IntegrityError('payload', `No release is in the sum: ${leftOut.map(({ site, reason }) => `${site}: ${reason}`).join(' ')}`);
      return { sum: aggregate({ kind: 'releases', releases: kept.map(({ values }) => values) }, plan), contributors: kept.map(({ site }) => site), leftOut };
    }
    // Of a masked sum no single release is there to be screened.
    case 'sum':
      return { sum: aggregate({ kind: 'sum', residues: given.residues, sites: given.sites.length }, plan), contributors: given.sites, leftOut: [] };
    default:
      return given satisfies never;
  }
}

function replayTables(plan: TablePlan, { sum, leftOut }: Summed): TableReplay {
  const signal = absorb({ ...sum, plan });
  const generator = trainGenerator(signal, plan);
  return { encoding: 'pairs', plan, signal, generator, bytes: generatorBytes(generator), sites: sum.sites, leftOut, recordsEstimated: signal.records };
}

/** What comes after a first round. */
interface Later {
  readonly later: readonly RoundGiven[];
  readonly onSums: () => void;
}

function replayImages(firstPlan: SpectrumPlan, first: Summed, later: Later): Outcome {
  const plan = shapesPlan(firstPlan, first.sum, first.contributors);
  return replaySecond(plan, later, ({ sum }) => {
    const signal = absorbCentres(first.sum.sum, firstPlan);
    const generator = imageGenerator({ plan, signal, shapes: absorbShapes(sum.sum, { plan, signal, contributors: sum.sites }), contributors: first.sum.sites });
    const recordsEstimated = generator.classes.reduce((total, { images }) => total + images, 0);
    return { encoding: 'spectrum', plan, generator, bytes: imageGeneratorBytes(generator), sites: sum.sites, leftOut: first.leftOut, recordsEstimated };
  });
}

function replayDays(firstPlan: ScoresPlan, first: Summed, later: Later): Outcome {
  const plan = momentsPlan(firstPlan, first.sum, first.contributors);
  return replaySecond(plan, later, ({ sum }) => {
    const contributors = first.sum.sites;
    const signal = absorbTables(first.sum.sum, { plan: firstPlan, contributors });
    const correlations = absorbMoments(sum.sum, { plan, signal, contributors: sum.sites });
    const generator = dayGenerator({ plan, signal, correlations, contributors });
    return { encoding: 'scores', plan, generator, bytes: dayGeneratorBytes(generator), sites: sum.sites, leftOut: first.leftOut, recordsEstimated: generator.units };
  });
}

function begun(plan: GradientsPlan, first: Summed): Underway {
  return { rounds: 1, study: beginStudy(plan, first), sites: first.sum.sites, leftOut: first.leftOut };
}

/**
 * Goes on where a training of many rounds stood.
 * @param later the rounds after those that it knows, in their order
 * @throws IntegrityError as `replayStudy`
 */
export function continueStudy(far: Underway, later: readonly RoundGiven[], onSums: () => void = () => undefined): Outcome {
  return goOn(far, { later, onSums });
}

function goOn(start: Underway, { later, onSums }: Later): Outcome {
  let far = start;
  for (const round of later) {
    const plan = nextStep(far.study);
    if (plan === null || canonicalJson(round.plan) !== canonicalJson(plan)) throw new IntegrityError('chain', `The plan of round ${roundOfPlan(round.plan)} does not follow from the rounds before it.`);
    const known = summed(round);
    far = { rounds: far.rounds + 1, study: afterStep(far.study, known), sites: Math.max(far.sites, known.sum.sites), leftOut: [...far.leftOut, ...known.leftOut] };
  }
  onSums();
  const plan = nextStep(far.study);
  if (plan !== null) return { kind: 'next round', plan, far };
  const generator = generatorOf(far.study);
  const { study, sites, leftOut } = far;
  return { kind: 'trained', replay: { encoding: 'gradients', plan: study.plan, generator, bytes: networkGeneratorBytes(generator), sites, leftOut: onceForEach(leftOut), recordsEstimated: study.records } };
}

/** A site whose releases were left out in many rounds is named once, with the first reason. */
const onceForEach = (leftOut: readonly LeftOut[]): readonly LeftOut[] => leftOut.filter(({ site }, at) => leftOut.findIndex((other) => other.site === site) === at);

/** @param plan of the second round, as it follows from the first */
function replaySecond(plan: TrainingPlan, { later: [second], onSums }: Later, trained: (second: Summed) => Replay): Outcome {
  if (second === undefined) return { kind: 'next round', plan, far: null };
  if (canonicalJson(second.plan) !== canonicalJson(plan)) throw new IntegrityError('chain', 'The plan of round 2 does not follow from round 1.');
  const known = summed(second);
  onSums();
  const missing = plan.sites.filter((site) => !known.contributors.includes(site));
  if (missing.length > 0) throw new IntegrityError('payload', `What ${missing.join(', ')} released in round 1 cannot be used without a second release: ${known.leftOut.map(({ site, reason }) => `${site}: ${reason}`).join(' ')}`);
  return { kind: 'trained', replay: trained(known) };
}

/** Signed 32-bit integers, little-endian. @throws IntegrityError if there are not `length` of them */
function integersOf(payload: Uint8Array, length: number): Int32Array {
  if (payload.length !== 4 * length) throw new IntegrityError('payload', `A release of this plan holds ${length} integers of 4 bytes.`);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const integers = new Int32Array(length);
  for (let i = 0; i < length; i += 1) integers[i] = view.getInt32(4 * i, true);
  return integers;
}
