import { MaskedSums } from '../aggregation/masked-sums.js';
import type { Clock } from '../clock.js';
import { Events } from '../events/events.js';
import type { ConsortiumKeys } from '../identity/consortium-keys.js';
import type { BlobStore } from '../storage/blobs.js';
import type { Database } from '../storage/collection.js';
import { PlanStore } from '../studies/plan-store.js';
import { WitnessService } from '../witness/witness.service.js';
import { Envelopes } from './envelopes.js';
import { Intake } from './intake.js';
import { RoundStore } from './round-store.js';
import { RoundsService } from './rounds.service.js';
import { SiteNews } from './site-news.js';

export interface RoundSurroundings {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly keys: ConsortiumKeys;
  readonly clock: Clock;
  readonly events?: Events;
}

/** What has to do with rounds, put together as the coordinator's module does. */
export function roundParts({ database, blobs, keys, clock, events = new Events() }: RoundSurroundings) {
  const [plans, envelopes, witness] = [new PlanStore(blobs), new Envelopes(blobs, keys), new WitnessService(database, blobs, keys, events)];
  const sums = new MaskedSums(database, blobs, envelopes, keys, plans, clock);
  const stored = new RoundStore(database, events);
  return {
    plans,
    envelopes,
    witness,
    stored,
    rounds: new RoundsService(stored, envelopes, sums, database, plans, witness, clock),
    news: new SiteNews(stored, envelopes, sums, witness),
    intake: new Intake(stored, envelopes, sums, plans, witness, clock),
  };
}
