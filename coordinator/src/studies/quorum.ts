import { RequestError } from '../errors.js';
import type { StudyRequest } from './studies.service.js';

const DAY_SECONDS = 86_400;

/** More than two thirds of the sites, and of one or two sites all: then one silent site in four holds nobody up. */
export const defaultQuorum = (sites: number): number => (sites < 3 ? sites : Math.floor((2 * sites) / 3) + 1);

/** How many releases a study needs. @throws RequestError if it asks for more than it has sites */
export function quorumOf({ quorum, sites }: Pick<StudyRequest, 'quorum' | 'sites'>): number {
  if (quorum === null) return defaultQuorum(sites.length);
  if (quorum < 1 || quorum > sites.length) throw new RequestError('invalid', `The quorum is ${quorum}; expected a whole number from 1 to ${sites.length}, the number of sites.`);
  return quorum;
}

export const answerWithinMsOf = ({ answerWithinSeconds }: Pick<StudyRequest, 'answerWithinSeconds'>): number => 1000 * (answerWithinSeconds ?? DAY_SECONDS);
