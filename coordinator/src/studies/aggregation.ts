import type { Aggregation } from '@commonward/synthesis/plan';
import { RequestError } from '../errors.js';
import type { StudyRequest } from './studies.service.js';

/** With fewer, a sum and one release in it give away the other. */
const FEWEST_MASKED = 3;

/**
 * Whether the coordinator sees single releases of a study: not if they can be masked, unless plain aggregation is asked for. Of randomised records
 * a sum would hide nothing more.
 * Whether that can go together with the trust is the plan's to say.
 */
export function aggregationFor({ aggregation, setting, trust, sites }: Pick<StudyRequest, 'aggregation' | 'setting' | 'trust' | 'sites'>): Aggregation {
  if (aggregation !== null) return aggregation;
  if (setting === 'noisy-input') return 'plain';
  return trust === 'shared' || sites.length >= FEWEST_MASKED ? 'masked' : 'plain';
}

/** How many releases a study needs, if its sum is masked: as many as open the sum. @throws RequestError if another number is asked for */
export function maskedQuorum({ quorum }: Pick<StudyRequest, 'quorum'>, { threshold, sites }: { readonly threshold: number; readonly sites: readonly string[] }): number {
  if (quorum === null || quorum === threshold) return threshold;
  throw new RequestError('invalid', `The quorum is ${quorum}, but a masked sum of ${sites.length} sites opens with ${threshold}: leave the quorum out, or ask for aggregation plain.`);
}
