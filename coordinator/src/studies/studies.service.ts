import { randomBytes, randomUUID } from 'node:crypto';
import type { Guarantee } from '@commonward/accounting';
import { parseDictionary } from '@commonward/schema';
import { planPairs, type Forecast } from '@commonward/synthesis/plan';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { inBackground } from '../background.js';
import type { Site } from '../enrolment/site.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { GenerationService } from '../generation/generation.service.js';
import type { Round } from '../rounds/round.js';
import { RoundsService } from '../rounds/rounds.service.js';
import { DATABASE, DatabaseUnavailable, revise, type Collection, type Database } from '../storage/collection.js';
import { isDiskFull } from '../storage/disk-full.js';
import { PlanStore } from './plan-store.js';
import { transition, type StatedReport, type Study, type StudyEvent } from './study.js';

/** `moments` releases everything it learns in one round. */
const ROUND = 1;

export interface StudyRequest {
  readonly name: string;
  /** A data dictionary, as in dictionary.json. */
  readonly dictionary: object;
  readonly guarantee: Guarantee;
  readonly trust: 'local';
  readonly sites: readonly string[];
}

/** Plans studies and carries each one forward: whatever was done is stored, whatever is next can be done again. */
@Injectable()
export class StudiesService implements OnApplicationBootstrap {
  readonly #events: Events;
  readonly #plans: PlanStore;
  readonly #rounds: RoundsService;
  readonly #generation: GenerationService;
  readonly #studies: Collection<Study>;
  readonly #sites: Collection<Site>;
  readonly #advancing = new Map<string, Promise<void>>();

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(Events) events: Events,
    @Inject(PlanStore) plans: PlanStore,
    @Inject(RoundsService) rounds: RoundsService,
    @Inject(GenerationService) generation: GenerationService,
  ) {
    this.#events = events;
    this.#plans = plans;
    this.#rounds = rounds;
    this.#generation = generation;
    this.#studies = database.collection<Study>('studies');
    this.#sites = database.collection<Site>('sites');
  }

  /** After a restart every running study goes on from what is stored. */
  onApplicationBootstrap(): void {
    this.#events.stream().subscribe(({ topic, id }) => {
      if (topic === 'studies') void this.advance(id);
    });
    void inBackground(async () => {
      for (const { id } of await this.list()) void this.advance(id);
    });
  }

  async forecast(request: StudyRequest): Promise<Forecast> {
    return this.#plan(request, 'forecast').forecast;
  }

  async create(request: StudyRequest): Promise<Study> {
    await this.#checkSites(request.sites);
    const id = randomUUID();
    const planned = this.#plan(request, id);
    if (planned.kind === 'refused') throw new RequestError('refused', planned.reason);
    const now = new Date().toISOString();
    const study: Study = {
      id,
      name: request.name,
      state: 'draft',
      guarantee: request.guarantee,
      trust: request.trust,
      sites: planned.plan.sites,
      dictionary: planned.plan.dictionary,
      forecast: planned.forecast,
      planSha256: await this.#plans.put(planned.plan),
      generator: null,
      fidelity: null,
      report: null,
      failure: null,
      createdAt: now,
      updatedAt: now,
    };
    await this.#studies.insert(id, study);
    this.#events.changed('studies', id);
    return study;
  }

  async list(): Promise<readonly Study[]> {
    return (await this.#studies.list()).map(({ value }) => value);
  }

  async get(id: string): Promise<Study> {
    const stored = await this.#studies.get(id);
    if (stored === null) throw new RequestError('absent', 'There is no such study.');
    return stored.value;
  }

  async start(id: string): Promise<Study> {
    const { state } = await this.get(id);
    if (state !== 'draft' && state !== 'running') throw new RequestError('conflict', `A study that is ${state} cannot be started.`);
    return this.#apply(id, { kind: 'started' });
  }

  async stop(id: string, reason: string): Promise<Study> {
    const study = await this.#apply(id, { kind: 'stopped', reason });
    if (study.state !== 'stopped') throw new RequestError('conflict', `A study that is ${study.state} cannot be stopped.`);
    await this.#rounds.abort(id);
    return study;
  }

  /** Records that there is a report of the study's generator; a later report takes an earlier one's place. */
  async reported(id: string, report: StatedReport): Promise<void> {
    await this.#apply(id, { kind: 'reported', report });
  }

  /** Does the next thing a running study needs, if anything: one at a time for each study, and once more for each change meanwhile. */
  advance(id: string): Promise<void> {
    const step = () => this.#advance(id).catch((error: unknown) => this.#fail(id, error));
    const before = this.#advancing.get(id) ?? Promise.resolve();
    const advancing = before.then(() => inBackground(step));
    this.#advancing.set(id, advancing);
    return advancing;
  }

  async #advance(id: string): Promise<void> {
    const study = await this.get(id);
    // A round that was opened while its study was being stopped must not be offered to anyone.
    if (study.state === 'stopped' || study.state === 'failed') await this.#rounds.abort(id);
    if (study.state !== 'running') return;
    const [round] = await this.#rounds.of(id);
    if (round === undefined) await this.#rounds.open(study, ROUND);
    else if (round.phase === 'aborted') await this.#apply(id, { kind: 'failed', reason: 'Every site refused the round.' });
    else if (round.phase === 'complete') await this.#train(study, round);
  }

  async #train(study: Study, round: Round): Promise<void> {
    const { generator, fidelity } = await this.#generation.train(study, round);
    await this.#apply(study.id, { kind: 'trained', generator, fidelity });
  }

  /**
   * A study has not failed while the disk is full or the store is away: then the step is tried again.
   */
  async #fail(id: string, error: unknown): Promise<void> {
    if (error instanceof DatabaseUnavailable || isDiskFull(error)) throw error;
    const reason = error instanceof Error ? error.message : 'unknown';
    await this.#apply(id, { kind: 'failed', reason: `Training stopped: ${reason}` });
  }

  async #apply(id: string, event: StudyEvent): Promise<Study> {
    const stored = await revise(this.#studies, id, (study) => {
      const next = transition(study, event);
      return next === study ? study : { ...next, updatedAt: new Date().toISOString() };
    });
    if (stored === null) throw new RequestError('absent', 'There is no such study.');
    this.#events.changed('studies', id);
    return stored.value;
  }

  #plan(request: StudyRequest, study: string) {
    const dictionary = invalidAsRequest(() => parseDictionary({ text: JSON.stringify(request.dictionary), file: 'dictionary' }));
    return invalidAsRequest(() =>
      planPairs({ study, dictionary, guarantee: request.guarantee, trust: request.trust, sites: request.sites, seed: randomBytes(32).toString('hex') }),
    );
  }

  async #checkSites(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const site = await this.#sites.get(name);
      if (site?.value.state !== 'enrolled') throw new RequestError('invalid', `The site ${name} has not joined the consortium.`);
    }
  }
}

/** The libraries say what is wrong with a dictionary or a plan in one sentence; here it is the caller's mistake. */
function invalidAsRequest<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new RequestError('invalid', error instanceof Error ? error.message : 'The request is not valid.');
  }
}
