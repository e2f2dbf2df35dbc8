import type { Stored } from '../storage/collection.js';
import type { Lease } from '../storage/lease.js';

/** A replica, and for how long nobody must have heard of a leader before it takes the lead. */
export interface Candidate {
  readonly replica: string;
  readonly leaseMs: number;
}

/** The lease as this replica found it, and since when by its own clock it has not changed; null if there is none. */
interface Sighting {
  readonly lease: Stored<Lease> | null;
  readonly sinceMs: number;
}

/** Which lease under its own name a replica need not wait for: any while it starts, then only the epoch that it held itself. */
type Reclaims = 'any' | number | null;

export type Standing =
  | { readonly kind: 'standing by'; readonly seen: Sighting | null; readonly reclaims: Reclaims }
  /** `renewedMs`: when the renewal was begun that the store answered last. */
  | { readonly kind: 'leading'; readonly epoch: number; readonly renewedMs: number };

/** Times are of this replica's own clock, in milliseconds; it never goes back. */
export type LeaseEvent =
  | { readonly kind: 'seen'; readonly lease: Stored<Lease> | null; readonly atMs: number }
  /** The lease is this replica's; what earlier leaders have written may still take effect. */
  | { readonly kind: 'taken'; readonly epoch: number }
  | { readonly kind: 'begun'; readonly epoch: number; readonly askedMs: number }
  /** Somebody was quicker, or the holder is alive. */
  | { readonly kind: 'missed' }
  | { readonly kind: 'renewed'; readonly epoch: number; readonly askedMs: number; readonly atMs: number }
  | { readonly kind: 'ticked'; readonly atMs: number }
  | { readonly kind: 'lost'; readonly epoch: number };

export const STARTING: Standing = { kind: 'standing by', seen: null, reclaims: 'any' };

/**
 * The next standing of a replica. It leads from the moment at which its term is open in the store until it hears that the lease is
 * another's, or has not been able to renew it for three quarters of the lease time: it has stopped by itself before anyone may
 * take its place. That is for good manners; that no two write is held by the store (`SharedDatabase.underLease`).
 */
export function transition(standing: Standing, event: LeaseEvent, candidate: Candidate): Standing {
  switch (event.kind) {
    case 'seen':
      return standing.kind === 'leading' ? standing : { ...standing, seen: sighting(standing.seen, event), reclaims: stillReclaims(standing.reclaims, event.lease, candidate) };
    case 'taken':
      return { kind: 'standing by', seen: null, reclaims: event.epoch };
    case 'begun':
      return { kind: 'leading', epoch: event.epoch, renewedMs: event.askedMs };
    case 'missed':
      return standing.kind === 'leading' ? standing : { ...standing, seen: null, reclaims: null };
    case 'renewed': {
      const current = transition(standing, { kind: 'ticked', atMs: event.atMs }, candidate);
      return isTerm(current, event.epoch) ? { ...current, renewedMs: event.askedMs } : current;
    }
    case 'ticked':
      return standing.kind === 'leading' && hasLapsed(standing, event.atMs, candidate) ? { kind: 'standing by', seen: null, reclaims: standing.epoch } : standing;
    case 'lost':
      return isTerm(standing, event.epoch) ? { kind: 'standing by', seen: null, reclaims: null } : standing;
    default:
      return event satisfies never;
  }
}

const isTerm = (standing: Standing, epoch: number): standing is Extract<Standing, { kind: 'leading' }> => standing.kind === 'leading' && standing.epoch === epoch;

const hasLapsed = ({ renewedMs }: { readonly renewedMs: number }, atMs: number, { leaseMs }: Candidate): boolean => atMs - renewedMs >= (3 * leaseMs) / 4;

function sighting(seen: Sighting | null, { lease, atMs }: { readonly lease: Stored<Lease> | null; readonly atMs: number }): Sighting {
  const isUnchanged = seen !== null && seen.lease?.version === lease?.version;
  return isUnchanged ? seen : { lease, sinceMs: atMs };
}

/** A replica that starts and finds another's lease has nothing to take up again. */
function stillReclaims(reclaims: Reclaims, lease: Stored<Lease> | null, { replica }: Candidate): Reclaims {
  return reclaims === 'any' && lease?.value.holder !== replica ? null : reclaims;
}

/**
 * Whether a replica that stands by may take the lease that it has seen: nobody holds it; or it held that very epoch itself, in
 * this process or, when it starts, in an earlier one; or its holder has not touched it for the lease time.
 */
export function mayTake({ seen, reclaims }: Extract<Standing, { kind: 'standing by' }>, atMs: number, { replica, leaseMs }: Candidate): boolean {
  if (seen === null) return false;
  if (seen.lease === null || seen.lease.value.holder === null) return true;
  const { holder, epoch } = seen.lease.value;
  if (holder === replica && (reclaims === 'any' || reclaims === epoch)) return true;
  return atMs - seen.sinceMs >= leaseMs;
}
