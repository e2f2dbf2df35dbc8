import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { signFiles, type Files } from '@commonward/lineage';
import type { Condition } from '@commonward/synthesis/coordinator';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../accounts/account.js';
import { inBackground } from '../background.js';
import { CONFIG, type CoordinatorConfig } from '../config.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { composeOffThread } from '../generation/off-thread.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { DATABASE, revise, type Collection, type Database } from '../storage/collection.js';
import { StudiesService } from '../studies/studies.service.js';
import { brokenPromise } from './broken-promise.js';
import { isUnderWay, transition, type Export, type ExportedFile, type ExportEvent } from './export.js';
import { writeExportFolder } from './export-folder.js';
import { ExportLineage } from './export-lineage.js';

export interface ExportRequest {
  readonly rows: number;
  readonly conditions: readonly Condition[];
  readonly purpose: string;
}

/**
 * Takes requests for exports, a study admin's decisions, and makes what was approved. Any number of exports, with any
 * conditions, cost no privacy: they are made from releases.
 */
@Injectable()
export class ExportsService {
  readonly #config: CoordinatorConfig;
  readonly #keys: ConsortiumKeys;
  readonly #events: Events;
  readonly #studies: StudiesService;
  readonly #lineage: ExportLineage;
  readonly #exports: Collection<Export>;

  constructor(
    @Inject(CONFIG) config: CoordinatorConfig,
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(DATABASE) database: Database,
    @Inject(Events) events: Events,
    @Inject(StudiesService) studies: StudiesService,
    @Inject(ExportLineage) lineage: ExportLineage,
  ) {
    this.#config = config;
    this.#keys = keys;
    this.#events = events;
    this.#studies = studies;
    this.#lineage = lineage;
    this.#exports = database.collection<Export>('exports');
  }

  /** When this coordinator begins to lead, it prepares again what was under way. */
  takeOver(): void {
    void inBackground(async () => {
      for (const { id } of (await this.list()).filter(isUnderWay)) void inBackground(() => this.#prepare(id));
    });
  }

  async request(studyId: string, { rows, conditions, purpose }: ExportRequest, requestedBy: string): Promise<Export> {
    const study = await this.#studies.get(studyId);
    if (study.generator === null) throw new RequestError('conflict', `The study ${study.name} has no generator yet; it is ${study.state}.`);
    const id = randomUUID();
    const request: Export = {
      id,
      study: study.id,
      studyName: study.name,
      state: 'requested',
      rows,
      conditions,
      purpose,
      requestedBy,
      requestedAt: new Date().toISOString(),
      decision: null,
      readyAt: null,
      generatorSha256: study.generator.sha256,
      reportSha256: null,
      guarantee: study.guarantee,
      directory: join(this.#config.directory, 'exports', id),
      files: [],
      failure: null,
    };
    await this.#exports.insert(id, request);
    this.#events.changed('exports', id);
    return request;
  }

  /** @throws RequestError if it was decided before, or the study's report shows that its guarantee does not hold */
  async approve(id: string, by: string): Promise<Export> {
    const { report, guarantee } = await this.#studies.get((await this.get(id)).study);
    const broken = brokenPromise(report, guarantee);
    if (broken !== null) throw new RequestError('refused', broken);
    const approved = await this.#decide(id, { kind: 'approved', by, at: new Date().toISOString(), reportSha256: report?.sha256 ?? null });
    void inBackground(() => this.#prepare(id));
    return approved;
  }

  /** @throws RequestError if it was decided before */
  refuse(id: string, by: string, reason: string): Promise<Export> {
    return this.#decide(id, { kind: 'refused', by, at: new Date().toISOString(), reason });
  }

  async list(): Promise<readonly Export[]> {
    return (await this.#exports.list()).map(({ value }) => value);
  }

  async get(id: string): Promise<Export> {
    const stored = await this.#exports.get(id);
    if (stored === null) throw new RequestError('absent', ABSENT);
    return stored.value;
  }

  /** What a caller may see: a study admin everything, anybody else what they asked for themselves. */
  async listFor(caller: Caller): Promise<readonly Export[]> {
    return (await this.list()).filter((exported) => isVisible(exported, caller));
  }

  /** @throws RequestError, the same for an export of someone else as for one that does not exist */
  async getFor(id: string, caller: Caller): Promise<Export> {
    const exported = await this.get(id);
    if (!isVisible(exported, caller)) throw new RequestError('absent', ABSENT);
    return exported;
  }

  async #decide(id: string, event: Extract<ExportEvent, { kind: 'approved' | 'refused' }>): Promise<Export> {
    const { exported, changed } = await this.#apply(id, event);
    if (!changed) throw new RequestError('conflict', `This export is ${exported.state}: a request is decided once.`);
    return exported;
  }

  async #prepare(id: string): Promise<void> {
    const { exported } = await this.#apply(id, { kind: 'begun' });
    const outcome = await this.#write(exported).then(
      (files): ExportEvent => ({ kind: 'written', at: new Date().toISOString(), files }),
      (error: unknown): ExportEvent => ({ kind: 'failed', reason: whyFailed(error) }),
    );
    await this.#apply(id, outcome);
  }

  async #apply(id: string, event: ExportEvent): Promise<{ exported: Export; changed: boolean }> {
    let changed = false;
    const stored = await revise(this.#exports, id, (exported) => {
      const next = transition(exported, event);
      changed = next !== exported;
      return next;
    });
    if (stored === null) throw new RequestError('absent', ABSENT);
    if (changed) this.#events.changed('exports', id);
    return { exported: stored.value, changed };
  }

  async #write(request: Export): Promise<ExportedFile[]> {
    const composed = await composeOffThread(await this.#lineage.of(request));
    const files = signFiles(composed, this.#keys.identity);
    checkGenerator(composed, request.generatorSha256);
    await writeExportFolder({ directory: request.directory, replica: this.#config.replica }, files);
    return [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: digest(bytes) }));
  }
}

const ABSENT = 'There is no such export.';

const isVisible = ({ requestedBy }: Export, { name, role }: Caller): boolean => role === 'study-admin' || requestedBy === name;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The export is drawn from the generator that the study announced, or not at all. */
function checkGenerator(files: Files, expected: string): void {
  const generator = files.get('lineage/generator.f32');
  if (generator === undefined || digest(generator) !== expected) {
    throw new RequestError('conflict', 'This machine does not replay the generator of the study to the same bytes.');
  }
}

function whyFailed(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return 'The disk is full; free some space and ask again.';
  return error instanceof Error ? error.message : 'unknown';
}
