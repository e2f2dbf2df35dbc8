import { createHash } from 'node:crypto';
import { identityFromSeed, type Identity } from '@commonward/envelope';
import { defaultGraph, localTrustThreshold, nativePrimitives, type Agreement, type Primitives } from '@commonward/secure-aggregation';

export interface Scenario {
  readonly sites: number;
  /** Integers in a vector. */
  readonly length: number;
  /** Sites that leave after their secrets are shared, before their vector comes. */
  readonly gone: number;
  /** Sites that leave after that, before they reveal. */
  readonly late: number;
}

const identityOf = (name: string): Identity => identityFromSeed(createHash('sha256').update(name).digest());

export interface Federation {
  readonly agreement: Agreement;
  readonly coordinator: Identity;
  readonly identities: readonly Identity[];
}

/** A federation whose keys are the same in every run; they protect nothing. */
export function federationOf({ sites, length }: Scenario): Federation {
  const coordinator = identityOf('coordinator');
  const identities = Array.from({ length: sites }, (_, place) => identityOf(`site ${place}`));
  const roster = identities.map(({ publicKey }, place) => ({ site: `site-${String(place).padStart(4, '0')}`, identityKey: publicKey }));
  const terms = { study: 'bench', round: 1, attempt: 0, planSha256: '0'.repeat(64), coordinatorKey: coordinator.publicKey };
  return { agreement: { ...terms, roster, threshold: localTrustThreshold(sites), graph: defaultGraph(sites), modulusBits: 32, length }, coordinator, identities };
}

/**
 * Verifies each signature once, and remembers. For the sites of a simulation that are not timed: they would verify the
 * same signatures a thousand times over.
 */
export function rememberingPrimitives(): Primitives {
  const verified = new Set<string>();
  return {
    ...nativePrimitives,
    verify(bytes, signature, publicKey) {
      const key = `${publicKey} ${Buffer.from(signature).toString('latin1')}`;
      if (!verified.has(key) && nativePrimitives.verify(bytes, signature, publicKey)) verified.add(key);
      return verified.has(key);
    },
  };
}
