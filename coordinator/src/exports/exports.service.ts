import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { signFiles, type Files, type Lineage } from '@commonward/lineage';
import type { Condition } from '@commonward/synthesis/coordinator';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { inBackground } from '../background.js';
import { CONFIG, type CoordinatorConfig } from '../config.js';
import { SitesService } from '../enrolment/sites.service.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { composeOffThread } from '../generation/off-thread.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { releasesOf } from '../rounds/round.js';
import { RoundsService } from '../rounds/rounds.service.js';
import { DATABASE, revise, type Collection, type Database } from '../storage/collection.js';
import { StudiesService } from '../studies/studies.service.js';
import { SOFTWARE } from '../software.js';
import type { Export, ExportedFile } from './export.js';
import { writeExportFolder } from './export-folder.js';

export interface ExportRequest {
  readonly rows: number;
  readonly conditions: readonly Condition[];
  readonly purpose: string;
}

/** Draws and writes exports. Any number of them, with any conditions, cost no privacy: they are made from releases. */
@Injectable()
export class ExportsService implements OnApplicationBootstrap {
  readonly #config: CoordinatorConfig;
  readonly #keys: ConsortiumKeys;
  readonly #events: Events;
  readonly #sites: SitesService;
  readonly #studies: StudiesService;
  readonly #rounds: RoundsService;
  readonly #exports: Collection<Export>;

  constructor(
    @Inject(CONFIG) config: CoordinatorConfig,
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(DATABASE) database: Database,
    @Inject(Events) events: Events,
    @Inject(SitesService) sites: SitesService,
    @Inject(StudiesService) studies: StudiesService,
    @Inject(RoundsService) rounds: RoundsService,
  ) {
    this.#config = config;
    this.#keys = keys;
    this.#events = events;
    this.#sites = sites;
    this.#studies = studies;
    this.#rounds = rounds;
    this.#exports = database.collection<Export>('exports');
  }

  /** An export that was being prepared when the coordinator stopped is prepared again. */
  onApplicationBootstrap(): void {
    void this.list().then((exports) => {
      for (const { id, state } of exports) if (state === 'preparing') void inBackground(() => this.#prepare(id));
    });
  }

  async request(studyId: string, { rows, conditions, purpose }: ExportRequest): Promise<Export> {
    const study = await this.#studies.get(studyId);
    if (study.generator === null) throw new RequestError('conflict', `The study ${study.name} has no generator yet; it is ${study.state}.`);
    const id = randomUUID();
    const request: Export = {
      id,
      study: study.id,
      studyName: study.name,
      state: 'preparing',
      rows,
      conditions,
      purpose,
      requestedAt: new Date().toISOString(),
      readyAt: null,
      generatorSha256: study.generator.sha256,
      guarantee: study.guarantee,
      directory: join(this.#config.directory, 'exports', id),
      files: [],
      failure: null,
    };
    await this.#exports.insert(id, request);
    this.#events.changed('exports', id);
    void inBackground(() => this.#prepare(id));
    return request;
  }

  async list(): Promise<readonly Export[]> {
    return (await this.#exports.list()).map(({ value }) => value);
  }

  async get(id: string): Promise<Export> {
    const stored = await this.#exports.get(id);
    if (stored === null) throw new RequestError('absent', 'There is no such export.');
    return stored.value;
  }

  async #prepare(id: string): Promise<void> {
    const request = await this.get(id);
    const outcome = await this.#write(request).then(
      (files): Partial<Export> => ({ state: 'ready', files, readyAt: new Date().toISOString() }),
      (error: unknown): Partial<Export> => ({ state: 'failed', failure: whyFailed(error) }),
    );
    await revise(this.#exports, id, (known) => (known.state === 'preparing' ? { ...known, ...outcome } : known));
    this.#events.changed('exports', id);
  }

  async #write(request: Export): Promise<ExportedFile[]> {
    const composed = await composeOffThread(await this.#lineage(request));
    const files = signFiles(composed, this.#keys.identity);
    checkGenerator(composed, request.generatorSha256);
    await writeExportFolder(request.directory, files);
    return [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: digest(bytes) }));
  }

  async #lineage({ id, study, studyName, rows, conditions, purpose, requestedAt }: Export): Promise<Lineage> {
    const [round] = await this.#rounds.of(study);
    if (round === undefined) throw new RequestError('conflict', 'The study has no round.');
    const answers = await Promise.all(
      releasesOf(round).map(async ({ site, release, receipt }) => ({
        site,
        release: await this.#rounds.envelope(release),
        receipt: await this.#rounds.envelope(receipt),
      })),
    );
    const keys = new Map((await this.#sites.list()).map(({ name, publicKey }) => [name, publicKey]));
    return {
      description: {
        format: 'commonward/export/1',
        id,
        study,
        studyName,
        consortium: this.#keys.consortium,
        coordinatorKey: this.#keys.identity.publicKey,
        siteKeys: Object.fromEntries(answers.map(({ site }) => [site, keys.get(site) ?? ''])),
        rows,
        conditions: [...conditions].map(plainCondition),
        purpose,
        requestedAt,
        software: SOFTWARE,
      },
      offer: await this.#rounds.envelope(round.offer),
      answers: answers.sort((a, b) => (a.site < b.site ? -1 : 1)),
    };
  }
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const plainCondition = (condition: Condition) =>
  'allowed' in condition ? { column: condition.column, allowed: [...condition.allowed] } : { ...condition };

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
