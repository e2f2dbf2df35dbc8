import { status } from '@grpc/grpc-js';
import type { Membership } from '../home/home.js';
import { addressesIn } from './address.js';
import { CoordinatorLink } from './coordinator-link.js';

/**
 * Gives one connection after another, each to the next of the coordinators that the membership names: one of them leads, the
 * others turn a site away, and which is which may change whenever a connection ends.
 */
export function coordinatorLinks(membership: Membership, tlsKey: string): () => CoordinatorLink {
  const addresses = addressesIn(membership.address);
  let next = 0;
  return () => {
    const address = addresses[next];
    next = (next + 1) % addresses.length;
    return new CoordinatorLink({ ...membership, address }, tlsKey);
  };
}

/** Does something at the coordinator that leads: at each in turn, as long as they turn this site away or do not answer. */
export async function withLeader<T>(membership: Membership, tlsKey: string, work: (link: CoordinatorLink) => Promise<T>): Promise<T> {
  const connect = coordinatorLinks(membership, tlsKey);
  for (let left = addressesIn(membership.address).length; ; left -= 1) {
    const link = connect();
    try {
      return await work(link);
    } catch (error) {
      if (left === 1 || !isUnavailable(error)) throw error;
    } finally {
      link.close();
    }
  }
}

const isUnavailable = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === status.UNAVAILABLE;
