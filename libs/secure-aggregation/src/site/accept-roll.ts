import { agreementSha256 } from '../agreement.js';
import { AggregationError } from '../aggregation-error.js';
import { checkAdverts, checkKeysDiffer } from '../adverts.js';
import { rollClaim } from '../claims.js';
import { encode } from '../codec/codec.js';
import { contextOf } from '../context.js';
import { graphOf } from '../graph.js';
import { codecs, type Advert, type CoordinatorMessage } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { boxesFor } from './entrust.js';
import type { StageOf } from './site-stage.js';
import type { SiteState } from './site-state.js';
import { sends, type SiteStep } from './site-step.js';

type Roll = Extract<CoordinatorMessage, { kind: 'roll' }>;

/**
 * Fixes who takes part, with which keys, and entrusts this site's secrets to its neighbours among them.
 * @throws AggregationError `context`, `signature`, `members`, `threshold` or `keys`
 */
export function acceptRoll(primitives: Primitives, { bound, stage }: SiteState, roll: Roll): SiteStep {
  switch (stage.kind) {
    case 'advertised':
      return shareWith(primitives, { bound, stage }, roll);
    case 'shared':
      if (!sameBytes(contextOf(stage.agreement, roll.adverts), stage.context)) throw new AggregationError('context', 'Another roll of this attempt has been accepted.');
      return { state: { bound, stage }, effects: sends({ kind: 'shares', context: stage.context, boxes: boxesFor(primitives, stage) }) };
    case 'masking':
    case 'masked':
    case 'recording':
    case 'consented':
    case 'finished':
      throw new AggregationError('phase', 'The roll has been accepted and acted upon.');
    default:
      return stage satisfies never;
  }
}

function shareWith(primitives: Primitives, { bound, stage }: { bound: SiteState['bound']; stage: StageOf<'advertised'> }, roll: Roll): SiteStep {
  checkRoll(primitives, stage, roll);
  const context = contextOf(stage.agreement, roll.adverts);
  const shared: StageOf<'shared'> = { ...stage, kind: 'shared', adverts: roll.adverts, context };
  return { state: { bound, stage: shared }, effects: sends({ kind: 'shares', context, boxes: boxesFor(primitives, shared) }) };
}

function checkRoll(primitives: Primitives, { agreement, me, advert }: StageOf<'advertised'>, { agreement: named, adverts, signature }: Roll): void {
  if (!sameBytes(named, agreementSha256(agreement))) throw new AggregationError('context', 'The roll belongs to another agreement or attempt.');
  if (!primitives.verify(rollClaim(contextOf(agreement, adverts)), signature, agreement.coordinatorKey)) throw new AggregationError('signature', 'The roll is not signed by the coordinator.');
  checkOwnAdvert(adverts.find(({ site }) => site === me), advert);
  checkEnough(adverts.length, agreement.threshold);
  checkAdverts(primitives, agreement, adverts);
  checkKeysDiffer(adverts);
  const sites = new Set(adverts.map(({ site }) => site));
  const graph = graphOf(agreement);
  checkEnough(graph.group(me).filter((site) => sites.has(site)).length, graph.sharesNeeded);
}

function checkOwnAdvert(listed: Advert | undefined, own: Advert): void {
  if (listed === undefined) throw new AggregationError('members', 'The roll leaves this site out.');
  if (!sameBytes(encode(codecs.advert, listed), encode(codecs.advert, own))) throw new AggregationError('keys', 'The roll lists other keys for this site than it has advertised.');
}

/** @throws AggregationError `threshold` */
export function checkEnough(sites: number, threshold: number): void {
  if (sites < threshold) throw new AggregationError('threshold', `${sites} sites are fewer than the ${threshold} that are needed.`);
}
