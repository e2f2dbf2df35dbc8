import { decode, encode } from '../codec/codec.js';
import { sharersSha256, survivorsSha256 } from '../context.js';
import { siteStageCodec, type SiteStage, type StageOf } from './site-stage.js';
import { isNewRecord, type UnmaskRecord } from './unmask-record.js';

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
  if (record !== null) isNewRecord(record, boundBy(stage, record));
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

/** What the stage has the vector bound to; before there are survivors it contradicts no record of them. */
function boundBy(stage: SiteStage, record: UnmaskRecord): UnmaskRecord {
  switch (stage.kind) {
    case 'recording':
    case 'consented':
      return recordOf(stage);
    case 'finished':
      return stage;
    case 'advertised':
    case 'shared':
    case 'masking':
    case 'masked':
      return { ...record, commitment: stage.advert.commitment };
    default:
      return stage satisfies never;
  }
}
