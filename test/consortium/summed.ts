import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '@commonward/envelope';
import { replayStudy } from '@commonward/lineage';
import { vectorIn } from '@commonward/secure-aggregation';
import { parsePlan } from '@commonward/synthesis/plan';
import type { Coordinator } from './coordinator.js';
import type { Site } from './site.js';
import type { StudyView } from './views.js';

/** What the site's ledger says of a study, in order. */
export const recordsOf = (site: Site, study: string): string[] => site.ledger().entries.flatMap((entry) => ('study' in entry && entry.study === study ? [entry.kind] : []));

/** The sites whose vectors are in the sum of the first round. */
export const inSum = ({ rounds }: StudyView): string[] => rounds[0].sites.filter(({ state }) => state === 'released').map(({ site }) => site).sort();

/** The generator that follows from the sum of what these sites have sealed for a study, added here, from their own files. */
export function generatorOf({ directory }: Coordinator, view: StudyView, sites: readonly Site[]): string {
  const plan = parsePlan(readFileSync(join(directory, 'blobs', view.plan.sha256), 'utf8'));
  const vectors = sites.map((site) => vectorIn(site.payloadOf(view.id)));
  const residues = vectors[0].map((_, i) => Number(BigInt.asUintN(32, vectors.reduce((sum, vector) => sum + BigInt(vector[i]), 0n))));
  const outcome = replayStudy([{ plan, given: { kind: 'sum', residues, sites: sites.map(({ name }) => name) } }]);
  if (outcome.kind !== 'trained') throw new Error('A round is missing.');
  return sha256Hex(outcome.replay.bytes);
}
