import type { Absent, Rehearsal } from '../a-round.fixture.js';
import type { MaskedVector } from './audit-transcript.js';
import type { Transcript } from './transcript.js';

/** A rehearsal up to where all shares are revealed; `absent` stay away from their phase on. */
export function transcriptOf(rehearsal: Rehearsal, absent: Absent = {}): Transcript {
  const gone = Object.values(absent).flat();
  for (const { to, message } of rehearsal.upTo('revealing', absent)) if (!gone.includes(to)) rehearsal.hear(to, rehearsal.tell(to, message));
  const state = rehearsal.coordinator;
  if (state.kind !== 'revealing') throw new Error(`The rehearsal is ${state.kind}.`);
  return state;
}

/** The masked vectors of these sites, as they have sent them. */
export function vectorsOf({ masked }: Rehearsal, sites: readonly number[]): readonly MaskedVector[] {
  return sites.map((site) => {
    const words = masked.get(site);
    if (words === undefined) throw new Error(`Site ${site} has masked nothing.`);
    return { site, words };
  });
}
