import { AggregationError } from '../aggregation-error.js';
import { consentClaim } from '../claims.js';
import type { CoordinatorMessage, RevealedShare } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { consent } from './accept-survivors.js';
import { checkEnough } from './accept-roll.js';
import type { SiteTools } from './begin.js';
import { ownShare } from './entrust.js';
import type { StageOf } from './site-stage.js';
import { recordOf, type SiteState } from './site-state.js';
import { sends, type SiteStep } from './site-step.js';
import { isNewRecord, type UnmaskRecord } from './unmask-record.js';

type Consents = Extract<CoordinatorMessage, { kind: 'consents' }>;

const SHARE_BYTES = 32;

/**
 * Gives shares once enough sites have consented to the same survivors, and once the ledger holds that this vector is in
 * no other sum.
 * @throws AggregationError `context`, `members`, `threshold` or `signature`
 */
export function acceptConsents({ primitives }: SiteTools, { bound, stage }: SiteState, message: Consents): SiteStep {
  switch (stage.kind) {
    case 'consented':
      checkConsents(primitives, stage, message);
      if (bound !== null) return reveal(bound, stage);
      return { state: { bound, stage: { ...stage, kind: 'recording', next: 'reveal' } }, effects: [{ kind: 'record', record: recordOf(stage) }] };
    case 'recording':
      if (stage.next === 'consent') throw new AggregationError('phase', 'This site has not consented yet.');
      return { state: { bound, stage }, effects: [{ kind: 'record', record: recordOf(stage) }] };
    case 'finished':
      if (!sameBytes(message.context, stage.context)) throw new AggregationError('context', 'The consents belong to another context.');
      return { state: { bound, stage }, effects: sends({ kind: 'reveal', context: stage.context, shares: stage.shares }) };
    case 'advertised':
    case 'shared':
    case 'masking':
    case 'masked':
      throw new AggregationError('phase', 'Consents have no place at this point.');
    default:
      return stage satisfies never;
  }
}

/** Told that the record is durable: says what had to wait for it. @throws AggregationError `phase` or `unmasked` */
export function acceptRecorded(tools: SiteTools, { stage }: SiteState, record: UnmaskRecord): SiteStep {
  if (stage.kind !== 'recording') throw new AggregationError('phase', 'No record was asked for.');
  isNewRecord(record, recordOf(stage));
  const { next, ...agreed } = stage;
  const consented: StageOf<'consented'> = { ...agreed, kind: 'consented' };
  switch (next) {
    case 'consent':
      return { state: { bound: record, stage: consented }, effects: consent(tools, consented) };
    case 'reveal':
      return reveal(record, consented);
    default:
      return next satisfies never;
  }
}

function checkConsents(primitives: Primitives, stage: StageOf<'consented'>, { context, consents }: Consents): void {
  if (!sameBytes(context, stage.context)) throw new AggregationError('context', 'The consents belong to another context.');
  if (!consents.every(({ site }) => stage.survivors.includes(site))) throw new AggregationError('members', 'A site has consented that is not a survivor.');
  checkEnough(consents.length, stage.agreement.threshold);
  const bytes = consentClaim(recordOf(stage).survivorsSha256);
  const odd = consents.find(({ site, signature }) => !primitives.verify(bytes, signature, stage.agreement.roster[site].identityKey));
  if (odd !== undefined) throw new AggregationError('signature', `Site ${odd.site} has not consented to these survivors.`);
}

/** Of each site one half, by what became of it: never both. */
function reveal(bound: UnmaskRecord, stage: StageOf<'consented'>): SiteStep {
  const { agreement, me, advert, context, survivors } = stage;
  const shares: readonly RevealedShare[] = [...stage.held, ownShare(stage)]
    .sort((a, b) => a.site - b.site)
    .map(({ site, halves }) => ({ site, share: survivors.includes(site) ? halves.slice(0, SHARE_BYTES) : halves.slice(SHARE_BYTES) }));
  return {
    state: { bound, stage: { kind: 'finished', agreement, me, commitment: advert.commitment, context, survivorsSha256: bound.survivorsSha256, shares } },
    effects: sends({ kind: 'reveal', context, shares }),
  };
}
