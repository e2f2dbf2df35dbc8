import type { CoordinatorMessage, SiteMessage } from '../messages.js';
import type { SiteState } from './site-state.js';
import type { UnmaskRecord } from './unmask-record.js';

/** What reaches a site: */
export type SiteEvent =
  | { readonly kind: 'received'; readonly message: CoordinatorMessage }
  /** The vector is masked; SHA-256 of the masked vector as little-endian words. */
  | { readonly kind: 'masked'; readonly sha256: Uint8Array }
  /** The ledger holds this record durably. */
  | { readonly kind: 'recorded'; readonly record: UnmaskRecord };

/** What a site's step asks of its caller, after the new state is durable and in this order: */
export type SiteEffect =
  | { readonly kind: 'send'; readonly message: SiteMessage }
  /** Mask the sealed vector with `masksOf`, then tell the event `masked`. */
  | { readonly kind: 'mask' }
  /** Make the record durable in the ledger if `isNewRecord` there, then tell the event `recorded`. */
  | { readonly kind: 'record'; readonly record: UnmaskRecord };

export interface SiteStep {
  readonly state: SiteState;
  readonly effects: readonly SiteEffect[];
}

export const sends = (message: SiteMessage): readonly SiteEffect[] => [{ kind: 'send', message }];
