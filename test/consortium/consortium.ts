import { join } from 'node:path';
import type { HeartDiseaseSite } from '@commonward/cohorts';
import { dictionaryJson, type AnyDictionary, type DataDictionary } from '@commonward/schema';
import { Coordinator } from './coordinator.js';
import { recordsOf, smallDictionary, somePolicy, writeHospital, type HospitalContent } from './hospital.js';
import { Machine } from './machine.js';
import { Site } from './site.js';
import { PATIENCE_MS, until } from './until.js';
import type { AnswerView, ExportView, StudyView } from './views.js';

interface StudyTerms {
  readonly sites?: readonly string[];
  readonly epsilon?: number;
  readonly trust?: 'local' | 'shared';
  /** `plain` unless it is asked for: most stories are about single releases. */
  readonly aggregation?: 'plain' | 'masked';
  readonly setting?: 'dp-training';
  readonly steps?: number;
  readonly quorum?: number;
  readonly answerWithinSeconds?: number;
}

/** A coordinator and hospitals that have joined it; their agents do not run yet. */
export class Consortium<Dictionary extends AnyDictionary = DataDictionary> {
  readonly machine: Machine;
  readonly coordinator: Coordinator;
  readonly sites: readonly Site[];
  readonly dictionary: Dictionary;

  constructor(machine: Machine, coordinator: Coordinator, { sites, dictionary }: { readonly sites: readonly Site[]; readonly dictionary: Dictionary }) {
    this.machine = machine;
    this.coordinator = coordinator;
    this.sites = sites;
    this.dictionary = dictionary;
  }

  site(name: string): Site {
    const site = this.sites.find((candidate) => candidate.name === name);
    if (site === undefined) throw new Error(`There is no site ${name}`);
    return site;
  }

  /** Creates a study, of all sites if none are named, and starts it. @returns its id */
  async startStudy({ sites = this.sites.map(({ name }) => name), epsilon = 3, trust = 'local', aggregation = 'plain', ...waiting }: StudyTerms = {}): Promise<string> {
    const study = await this.coordinator.createStudy({
      name: 'Test study',
      dictionary: JSON.parse(dictionaryJson(this.dictionary)) as object,
      epsilon,
      delta: 1e-5,
      unit: this.dictionary.unit,
      adjacency: 'add-or-remove-one',
      trust,
      aggregation,
      sites,
      ...waiting,
    });
    await this.coordinator.startStudy(study.id);
    return study.id;
  }

  /** @param patienceMs more than usual where a study takes two rounds */
  untilTrained(study: string, patienceMs = PATIENCE_MS): Promise<StudyView> {
    return until('the study is trained', async () => {
      const view = await this.coordinator.study(study);
      if (view.state !== 'running' && view.state !== 'trained') throw new Error(`The study is ${view.state}: ${view.failure}`);
      return view.state === 'trained' && view;
    }, patienceMs);
  }

  /** Plans an evaluation of a trained study, and starts it. @returns its id */
  async startEvaluation(study: string, { epsilon, aggregation }: { readonly epsilon: number; readonly aggregation: 'plain' | 'masked' }): Promise<string> {
    const { id } = await this.coordinator.evaluateStudy(study, { epsilon, delta: 1e-5, trust: 'local', aggregation });
    await this.coordinator.startStudy(id);
    return id;
  }

  /** @param patienceMs more than usual where other things are under way */
  untilEvaluated(study: string, patienceMs = PATIENCE_MS): Promise<StudyView> {
    return until('the evaluation is there', async () => {
      const view = await this.coordinator.study(study);
      if (view.state !== 'running' && view.state !== 'evaluated') throw new Error(`The evaluation is ${view.state}: ${view.failure}`);
      return view.state === 'evaluated' && view;
    }, patienceMs);
  }

  /** The answer of a site to a study's round, once the coordinator has it. */
  untilAnswered(study: string, { name }: Site): Promise<AnswerView> {
    return until(`${name} has answered`, async () => {
      const { rounds } = await this.coordinator.study(study);
      return rounds[0]?.sites.find(({ site, state }) => site === name && state !== 'waiting') ?? null;
    });
  }

  untilExported(id: string, patienceMs = PATIENCE_MS): Promise<ExportView> {
    return until('the export is ready', async () => {
      const view = await this.coordinator.export(id);
      if (view.state === 'failed') throw new Error(`The export failed: ${view.failure}`);
      return view.state === 'ready' && view;
    }, patienceMs);
  }

  end(): Promise<void> {
    return this.machine.end();
  }
}

export interface ConsortiumOptions {
  readonly sites: readonly HeartDiseaseSite[];
  readonly dictionary?: DataDictionary;
  readonly policy?: object;
}

/** Starts a coordinator and lets simulated hospitals join it. */
export async function aConsortium({ sites: names, dictionary = smallDictionary, policy = somePolicy }: ConsortiumOptions): Promise<Consortium> {
  const machine = new Machine();
  try {
    const coordinator = await Coordinator.start(machine);
    const sites = names.map((name) => aSite(machine, { name, records: recordsOf(name), dictionary, policy }));
    await Promise.all(sites.map(async (site) => assertJoined(await site.join((await coordinator.invite(site.name)).joinToken))));
    return new Consortium(machine, coordinator, { sites, dictionary });
  } catch (error) {
    await machine.end();
    throw error;
  }
}

/** A hospital with its files, not joined yet. */
export function aSite(machine: Machine, hospital: { readonly name: string; readonly policy?: object } & Omit<HospitalContent, 'policy'>): Site {
  const { name, policy = somePolicy, ...content } = hospital;
  const folder = join(machine.folder, name);
  return new Site(machine, { name, folder, files: writeHospital(folder, { ...content, policy }) });
}

export function assertJoined({ code, stderr }: { readonly code: number | null; readonly stderr: string }): void {
  if (code !== 0) throw new Error(`A site could not join: ${stderr}`);
}
