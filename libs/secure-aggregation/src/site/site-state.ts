import { AggregationError } from '../aggregation-error.js';
import { decode, encode } from '../codec/codec.js';
import { sharersSha256, survivorsSha256 } from '../context.js';
import { sameBytes } from '../primitives/derive.js';
import { siteStageCodec, type SiteStage, type StageOf } from './site-stage.js';

/**
 * That a vector is bound to one set of survivors for ever: kept in the site's ledger. A vector for which there is such
 * a record takes part in no other sum, whatever attempt it is asked in.
 */
export interface UnmaskRecord {
  /** The commitment that the ledger sealed. */
  readonly commitment: Uint8Array;
  /** Over the context, the sharers and the survivors. */
  readonly survivorsSha256: Uint8Array;
}

/** A site in one attempt. Contains secrets until it is `finished`. */
export interface SiteState {
  /** What the ledger holds of this vector. */
  readonly bound: UnmaskRecord | null;
  readonly stage: SiteStage;
}

/** The bytes to keep where only this site can read them; they hold secrets. The ledger's record is not in them. */
export function encodeSiteState({ stage }: SiteState): Uint8Array {
  return encode(siteStageCodec, stage);
}

/**
 * The state after a restart.
 *
 * @param record what the ledger holds of this vector: it counts for more than the state, which may be older
 * @throws AggregationError `format`; `unmasked` if the record is of another vector or contradicts the state
 */
export function restoreSiteState(bytes: Uint8Array, record: UnmaskRecord | null): SiteState {
  const stage = decode(siteStageCodec, bytes);
  if (record !== null && !sameBytes(record.commitment, commitmentOf(stage))) throw new AggregationError('unmasked', 'The unmask record belongs to another vector.');
  const survivors = survivorsOf(stage);
  if (record !== null && survivors !== null && !sameBytes(record.survivorsSha256, survivors)) throw new AggregationError('unmasked', 'The vector is bound to other survivors than this attempt has.');
  return { bound: record, stage };
}

/** Overwrites the secrets of a state that is not needed any more, once its successor is durable. */
export function wipe({ stage }: SiteState): void {
  if (stage.kind === 'finished') return;
  for (const secret of Object.values(stage.secrets) as Uint8Array[]) secret.fill(0);
  if ('held' in stage) for (const { halves } of stage.held) halves.fill(0);
}

/** What the vector is bound to if this stage goes on. */
export function recordOf(stage: StageOf<'recording' | 'consented'>): UnmaskRecord {
  return { commitment: stage.advert.commitment, survivorsSha256: survivorsSha256(sharersSha256(stage.context, stage.sharers), stage.survivors) };
}

function commitmentOf(stage: SiteStage): Uint8Array {
  return stage.kind === 'finished' ? stage.commitment : stage.advert.commitment;
}

function survivorsOf(stage: SiteStage): Uint8Array | null {
  switch (stage.kind) {
    case 'recording':
    case 'consented':
      return recordOf(stage).survivorsSha256;
    case 'finished':
      return stage.survivorsSha256;
    case 'advertised':
    case 'shared':
    case 'masking':
    case 'masked':
      return null;
    default:
      return stage satisfies never;
  }
}
