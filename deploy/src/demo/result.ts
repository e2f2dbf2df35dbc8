import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { ExportView, StudyView } from './coordinator-client.js';
import type { Survived } from './chaos/survived.js';
import type { DemoCohort } from './demo-cohort.js';
import type { DemoScores } from './scores.js';

/** What the demo did, in one object. */
export interface DemoResult {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly sites: readonly {
    readonly name: string;
    readonly epsilon: number;
    readonly delta: number;
    readonly unit: string;
    readonly adjacency: string;
    readonly releases: number;
    readonly bytesSent: number;
  }[];
  readonly generatorSha256: string;
  readonly export: { readonly path: string; readonly rows: number };
  readonly fidelity: DemoScores['fidelity'];
  readonly utility: DemoScores['utility'];
  readonly verified: boolean;
  readonly seconds: number;
  /** Only with --chaos. */
  readonly survived?: Survived;
}

interface PrivacyFile {
  readonly sites: readonly { readonly site: string; readonly epsilon: number; readonly delta: number; readonly unit: string; readonly adjacency: string }[];
}

export function demoResult(outcome: {
  readonly cohort: DemoCohort;
  readonly study: StudyView;
  readonly exported: ExportView;
  readonly scores: DemoScores;
  readonly verified: boolean;
  readonly seconds: number;
  readonly survived: Survived | null;
}): DemoResult {
  const { cohort, study, exported, scores, verified, seconds, survived } = outcome;
  const privacy = JSON.parse(readFileSync(join(exported.directory, 'privacy.json'), 'utf8')) as PrivacyFile;
  const answers = study.rounds.flatMap(({ sites }) => sites).filter(({ state }) => state === 'released');
  return {
    dataset: cohort.dataset,
    simulated: cohort.simulated,
    sites: privacy.sites.map(({ site, epsilon, delta, unit, adjacency }) => {
      const own = answers.filter((answer) => answer.site === site);
      return { name: site, epsilon, delta, unit, adjacency, releases: own.length, bytesSent: own.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) };
    }),
    generatorSha256: study.generator?.sha256 ?? '',
    export: { path: exported.directory, rows: exported.rows },
    ...scores,
    verified,
    seconds: Math.round(seconds * 10) / 10,
    ...(survived === null ? {} : { survived }),
  };
}
