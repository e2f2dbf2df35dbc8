import { AggregationError } from '../aggregation-error.js';
import { sharersClaim } from '../claims.js';
import { sharersSha256 } from '../context.js';
import { graphOf } from '../graph.js';
import type { CoordinatorMessage, SiteMessage } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import { checkEnough } from './accept-roll.js';
import type { SiteTools } from './begin.js';
import { neighboursOnRoll, openBoxes } from './entrust.js';
import type { StageOf } from './site-stage.js';
import type { SiteState } from './site-state.js';
import { sends, type SiteStep } from './site-step.js';

type Inbox = Extract<CoordinatorMessage, { kind: 'inbox' }>;

/**
 * Takes in the shares of others; with exactly these sites the vector is masked.
 * @throws AggregationError `context`, `members`, `threshold` or `share`
 */
export function acceptInbox(tools: SiteTools, { bound, stage }: SiteState, inbox: Inbox): SiteStep {
  switch (stage.kind) {
    case 'shared':
      return { state: { bound, stage: entrusted(tools, stage, inbox) }, effects: [{ kind: 'mask' }] };
    case 'masking':
      checkSameSharers(stage, inbox);
      return { state: { bound, stage }, effects: [{ kind: 'mask' }] };
    case 'masked':
      checkSameSharers(stage, inbox);
      return { state: { bound, stage }, effects: sends(inputOf(tools, stage)) };
    case 'advertised':
    case 'recording':
    case 'consented':
    case 'finished':
      throw new AggregationError('phase', 'Shares have no place at this point.');
    default:
      return stage satisfies never;
  }
}

/** Told that the vector is masked: fixes the bytes. @throws AggregationError `phase` */
export function acceptMasked(tools: SiteTools, { bound, stage }: SiteState, sha256: Uint8Array): SiteStep {
  if (stage.kind !== 'masking' && stage.kind !== 'masked') throw new AggregationError('phase', 'There is nothing to mask at this point.');
  if (stage.kind === 'masked' && !sameBytes(stage.maskedSha256, sha256)) throw new AggregationError('phase', 'Another vector has been masked with these masks.');
  const masked: StageOf<'masked'> = { ...stage, kind: 'masked', maskedSha256: sha256 };
  return { state: { bound, stage: masked }, effects: sends(inputOf(tools, masked)) };
}

function inputOf({ primitives, identity }: SiteTools, { context, sharers, maskedSha256 }: StageOf<'masked'>): SiteMessage {
  return { kind: 'input', context, maskedSha256, signature: primitives.sign(sharersClaim(sharersSha256(context, sharers)), identity) };
}

function entrusted({ primitives }: SiteTools, stage: StageOf<'shared'>, inbox: Inbox): StageOf<'masking'> {
  checkInbox(stage, inbox);
  return { ...stage, kind: 'masking', sharers: inbox.sharers, held: openBoxes(primitives, stage, inbox.boxes) };
}

function checkInbox(stage: StageOf<'shared'>, { context, sharers, boxes }: Inbox): void {
  if (!sameBytes(context, stage.context)) throw new AggregationError('context', 'The shares belong to another context.');
  const onRoll = new Set(stage.adverts.map(({ site }) => site));
  if (!sharers.every((site) => onRoll.has(site))) throw new AggregationError('members', 'A site has shared secrets that is not on the roll.');
  if (!sharers.includes(stage.me)) throw new AggregationError('members', 'The sharers leave this site out.');
  checkEnough(sharers.length, stage.agreement.threshold);
  const expected = neighboursOnRoll(stage).map(({ site }) => site).filter((site) => sharers.includes(site));
  if (boxes.length !== expected.length || boxes.some(({ site }, k) => site !== expected[k])) throw new AggregationError('members', 'The boxes are not those of exactly this site’s neighbours among the sharers.');
  checkEnough(expected.length + 1, graphOf(stage.agreement).sharesNeeded);
}

function checkSameSharers(stage: StageOf<'masking' | 'masked'>, { context, sharers }: Inbox): void {
  if (!sameBytes(sharersSha256(context, sharers), sharersSha256(stage.context, stage.sharers))) throw new AggregationError('context', 'The vector is masked with other sharers already.');
}
