import { randomBytes, randomUUID } from 'node:crypto';
import type { Guarantee } from '@commonward/accounting';
import { targetProblem } from '@commonward/evaluation';
import { parseAnyDictionary } from '@commonward/schema';
import { planStudy, planUtility, withIdentityKeys, type Aggregation, type Allocation, type AnyStudy, type Clipping, type Planning, type Setting, type TrainingPlan, type Trust, type Tuning, type UtilityPlanning } from '@commonward/synthesis/plan';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { inBackground } from '../background.js';
import { ALARM, type Alarm } from '../clock.js';
import type { Site } from '../enrolment/site.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { GenerationService } from '../generation/generation.service.js';
import { RoundsService } from '../rounds/rounds.service.js';
import { DATABASE, revise, type Collection, type Database } from '../storage/collection.js';
import { onceMore } from '../once-more.js';
import { isPassing } from '../storage/passing-trouble.js';
import { aggregationFor, maskedQuorum } from './aggregation.js';
import { endOf } from './end-of-round.js';
import { outlookOf } from './outlook.js';
import { PlanStore } from './plan-store.js';
import { answerWithinMsOf, quorumOf } from './quorum.js';
import { transition, type StatedReport, type Study, type StudyEvent, type StudyForecast } from './study.js';

const LOOKS_EVERY_MS = 60_000;

export interface StudyRequest {
  readonly name: string;
  /** A data dictionary, as in dictionary.json. */
  readonly dictionary: object;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly setting: Setting;
  readonly allocation: Allocation;
  readonly tuning: Tuning;
  /** Of a training; null for the usual number. */
  readonly steps: number | null;
  readonly clipping: Clipping;
  /** null for masked, wherever it can be. */
  readonly aggregation: Aggregation | null;
  readonly sites: readonly string[];
  /** How many sites have to release; null for more than two thirds of them. */
  readonly quorum: number | null;
  /** How long a round waits for every site; null for a day. */
  readonly answerWithinSeconds: number | null;
}

/** What evaluating a generator may cost; unit and adjacency are those of its study. */
export interface EvaluationRequest extends Pick<StudyRequest, 'trust' | 'aggregation' | 'answerWithinSeconds'> {
  readonly guarantee: Pick<Guarantee, 'epsilon' | 'delta'>;
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
  readonly #alarm: Alarm;
  readonly #advancing = new Map<string, () => Promise<void>>();
  /** By study: forgets when its round is due next. */
  readonly #due = new Map<string, () => void>();
  /** By study: ends its training. */
  readonly #training = new Map<string, AbortController>();
  #forgetLook: () => void = () => undefined;
  /** Until this coordinator leads, and once another one does, studies are that one's: a step that is refused here would call for itself for ever. */
  #standsBy = true;

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(Events) events: Events,
    @Inject(PlanStore) plans: PlanStore,
    @Inject(RoundsService) rounds: RoundsService,
    @Inject(GenerationService) generation: GenerationService,
    @Inject(ALARM) alarm: Alarm,
  ) {
    this.#events = events;
    this.#plans = plans;
    this.#rounds = rounds;
    this.#generation = generation;
    this.#alarm = alarm;
    this.#studies = database.collection<Study>('studies');
    this.#sites = database.collection<Site>('sites');
  }

  onApplicationBootstrap(): void {
    this.#events.stream().subscribe(({ topic, id }) => {
      if (topic === 'studies' && !this.#standsBy) void this.advance(id);
    });
  }

  /**
   * When this coordinator begins to lead, every running study goes on from what is stored; and again every minute while it
   * leads, because a write that the store did not answer may take effect at any later time, and then nobody is told.
   */
  takeOver(): void {
    this.#standsBy = false;
    this.#forgetLook();
    this.#forgetLook = this.#alarm(Date.now() + LOOKS_EVERY_MS, () => this.takeOver());
    void inBackground(() => this.advanceAll());
  }

  /** Another coordinator leads. */
  standDown(): void {
    this.#standsBy = true;
    this.#generation.forget();
    this.#forgetLook();
  }

  async advanceAll(): Promise<void> {
    for (const { id } of await this.list()) void this.advance(id);
  }

  async forecast(request: StudyRequest): Promise<StudyForecast> {
    const asked = studyOf(request, 'forecast');
    return this.#forecastOf(asked, planned(asked));
  }

  async create(request: StudyRequest): Promise<Study> {
    const asked = studyOf(request, randomUUID());
    const planning = planned(asked);
    return this.#draft(request, planning, { evaluates: null, forecast: await this.#forecastOf(asked, planning) });
  }

  /** What evaluating a study's generator would cost each site, and how much it would tell; nothing is spent. */
  async forecastEvaluation(id: string, request: EvaluationRequest): Promise<StudyForecast> {
    return ofEvaluation((await this.#planEvaluation(id, request)).planned);
  }

  /** Plans a study that pays for an answer: how well do models that saw this study's synthetic records only do on its sites' real ones? */
  async evaluate(id: string, request: EvaluationRequest): Promise<Study> {
    const { asked, planned, evaluates } = await this.#planEvaluation(id, request);
    return this.#draft(asked, planned, { evaluates, forecast: ofEvaluation(planned) });
  }

  async #planEvaluation(id: string, request: EvaluationRequest) {
    const study = await this.get(id);
    if (study.generator === null) throw new RequestError('conflict', `The study ${study.name} has no generator to evaluate; it is ${study.state}.`);
    if (study.dictionary.kind !== 'table') throw new RequestError('refused', 'Evaluations are made of studies of tables.');
    const problem = targetProblem(study.dictionary);
    if (problem !== null) throw new RequestError('refused', `This study cannot be evaluated: ${problem}.`);
    const { unit, adjacency } = study.guarantee;
    const { dictionary, sites } = study;
    const asked = { ...request, setting: 'moments' as const, allocation: 'usual' as const, tuning: 'none' as const, clipping: 'whole' as const, name: `Evaluation of ${study.name}`, guarantee: { ...request.guarantee, unit, adjacency }, sites, quorum: null };
    const evaluates = { study: id, generatorSha256: study.generator.sha256 };
    const plan = new TextDecoder().decode(await this.#plans.bytes(await this.firstPlan(id)));
    const synthetic = await this.#generation.evaluationSample({ plan, generatorSha256: study.generator.sha256 });
    const planned = invalidAsRequest(() =>
      planUtility({ study: randomUUID(), evaluates, dictionary, guarantee: asked.guarantee, trust: asked.trust, aggregation: aggregationFor(asked), sites, synthetic, seed: randomBytes(32).toString('hex') }),
    );
    return { asked, planned, evaluates };
  }

  /** @throws RequestError if a site has not joined, or the plan was refused */
  async #draft(request: Omit<StudyRequest, 'dictionary' | 'steps'>, planned: Planning | UtilityPlanning, { evaluates, forecast }: Pick<Study, 'evaluates' | 'forecast'>): Promise<Study> {
    await this.#checkSites(request.sites);
    if (planned.kind === 'refused') throw new RequestError('refused', planned.reason);
    const plan = await this.#offered(planned.plan);
    const id = plan.study;
    const now = new Date().toISOString();
    const study: Study = {
      id,
      name: request.name,
      state: 'draft',
      evaluates,
      guarantee: request.guarantee,
      trust: request.trust,
      aggregation: plan.aggregation,
      sites: plan.sites,
      quorum: plan.aggregation === 'masked' ? maskedQuorum(request, plan) : quorumOf(request),
      answerWithinMs: answerWithinMsOf(request),
      attempt: 0,
      dictionary: plan.dictionary,
      forecast,
      round: 1,
      planSha256: await this.#plans.put(plan),
      summedAt: null,
      generator: null,
      fidelity: null,
      report: null,
      evaluation: null,
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

  /** The SHA-256 of the plan of a study's first round: the one that an export begins with. */
  async firstPlan(id: string): Promise<string> {
    const [{ planSha256 }, first] = [await this.get(id), await this.#rounds.first(id)];
    return first?.planSha256 ?? planSha256;
  }

  /** Starts a study, or starts it again where too few sites had released in time. */
  async start(id: string): Promise<Study> {
    const study = await this.#apply(id, { kind: 'started' });
    if (study.state !== 'running') throw new RequestError('conflict', `A study that is ${study.state} cannot be started.`);
    return study;
  }

  /** Holds a study up: no site is asked, and its time stands still. */
  async pause(id: string): Promise<Study> {
    const study = await this.#apply(id, { kind: 'paused' });
    if (study.state !== 'paused') throw new RequestError('conflict', `A study that is ${study.state} cannot be paused.`);
    await this.#rounds.carry(study, study.round);
    return study;
  }

  async resume(id: string): Promise<Study> {
    const study = await this.#apply(id, { kind: 'resumed' });
    if (study.state !== 'running') throw new RequestError('conflict', `A study that is ${study.state} cannot be resumed.`);
    return study;
  }

  async stop(id: string, reason: string): Promise<Study> {
    const study = await this.#apply(id, { kind: 'stopped', reason });
    if (study.state !== 'stopped') throw new RequestError('conflict', `A study that is ${study.state} cannot be stopped.`);
    this.#training.get(id)?.abort();
    await this.#rounds.abort(study);
    return study;
  }

  /** Records that there is a report of the study's generator; a later report takes an earlier one's place. */
  async reported(id: string, report: StatedReport): Promise<void> {
    await this.#apply(id, { kind: 'reported', report });
  }

  /** Does the next thing a running study needs, if anything: one at a time for each study, and once more for changes meanwhile. */
  advance(id: string): Promise<void> {
    const known = this.#advancing.get(id);
    if (known !== undefined) return known();
    const step = () => this.#advance(id).catch((error: unknown) => this.#fail(id, error));
    const advancing = onceMore(() => inBackground(step));
    this.#advancing.set(id, advancing);
    return advancing();
  }

  async #advance(id: string): Promise<void> {
    const study = await this.get(id);
    const round = await this.#rounds.carry(study, study.round);
    this.#wakeFor(id, round === null ? null : await this.#rounds.dueAt(round));
    if (study.state !== 'running') return;
    if (round === null) return this.#rounds.open(study, study.round);
    switch (round.phase) {
      case 'collecting':
        return;
      case 'aborted':
        await this.#apply(id, endOf(round));
        return;
      case 'complete':
        return this.#learn(study);
      default:
        return round.phase satisfies never;
    }
  }

  /** Looks at a study again when its round is due. */
  #wakeFor(id: string, dueAt: string | null): void {
    this.#due.get(id)?.();
    this.#due.delete(id);
    if (dueAt !== null) this.#due.set(id, this.#alarm(Date.parse(dueAt), () => void this.advance(id)));
  }

  /** What follows from the rounds so far: a generator, or the plan of the next one, which is the same whenever it is made. */
  async #learn(study: Study): Promise<void> {
    const stop = new AbortController();
    this.#training.set(study.id, stop);
    try {
      await this.#apply(study.id, await this.#learnt(study, stop.signal));
    } finally {
      this.#training.delete(study.id);
    }
  }

  async #learnt(study: Study, stop: AbortSignal): Promise<StudyEvent> {
    const complete = await this.#rounds.complete(study.id, { after: this.#generation.known(study.id) });
    const learnt = await this.#generation.learn(study.id, complete, { summed: () => this.#summed(study), stop });
    switch (learnt.kind) {
      case 'next round':
        return { kind: 'planned', round: study.round + 1, planSha256: await this.#plans.put(learnt.plan) };
      case 'trained':
      case 'evaluated':
        return learnt;
      default:
        return learnt satisfies never;
    }
  }

  #summed({ id }: Study): void {
    const at = new Date().toISOString();
    void inBackground(async () => {
      await this.#apply(id, { kind: 'summed', at });
    });
  }

  /**
   * A study has not failed while the disk cannot be written or the store is away: then the step is tried again.
   */
  async #fail(id: string, error: unknown): Promise<void> {
    if (isPassing(error)) throw error;
    const reason = error instanceof Error ? error.message : 'unknown';
    await this.#apply(id, { kind: 'failed', reason: `Training stopped: ${reason}` });
  }

  async #apply(id: string, event: StudyEvent): Promise<Study> {
    let isKnown = false;
    try {
      const stored = await revise(this.#studies, id, (study) => {
        isKnown = true;
        const next = transition(study, event);
        return next === study ? study : { ...next, updatedAt: new Date().toISOString() };
      });
      if (stored === null) throw new RequestError('absent', 'There is no such study.');
      return stored.value;
    } finally {
      // Also if the store did not answer: the study may have changed, and nobody else will say so.
      if (isKnown) this.#events.changed('studies', id);
    }
  }

  /** Rehearsed on a thread of its own, so that sites are answered meanwhile; where no size is declared there is nothing to rehearse. */
  async #forecastOf(asked: AnyStudy, { forecast }: Planning): Promise<StudyForecast> {
    return { ...forecast, ...(forecast.cohort === null ? outlookOf(asked) : await this.#generation.outlook(asked)) };
  }

  /** The plan as it will be signed: a masked one names whose keys count. */
  async #offered(plan: TrainingPlan): Promise<TrainingPlan> {
    return withIdentityKeys(plan, new Map((await this.#sites.list()).map(({ value }) => [value.name, value.publicKey])));
  }

  async #checkSites(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const state = (await this.#sites.get(name))?.value.state ?? 'invited';
      if (state !== 'enrolled') throw new RequestError('invalid', `The site ${name} ${state === 'invited' ? 'has not joined the consortium; a study takes in the sites that have joined when it is planned' : 'has left the consortium'}.`);
    }
  }
}

/** What a request asks for. @throws RequestError if its dictionary is none */
function studyOf(request: StudyRequest, study: string): AnyStudy {
  const { guarantee, trust, setting, allocation, tuning, steps, clipping, sites } = request;
  const dictionary = invalidAsRequest(() => parseAnyDictionary({ text: JSON.stringify(request.dictionary), file: 'dictionary' }));
  return { study, dictionary, guarantee, trust, setting, allocation, tuning, steps, clipping, aggregation: aggregationFor(request), sites, seed: randomBytes(32).toString('hex') };
}

/** What an evaluation tells is an interval, which its plan states. */
const ofEvaluation = ({ forecast }: UtilityPlanning): StudyForecast => ({ ...forecast, expectation: null, settings: [] });

const planned = (study: AnyStudy): Planning => invalidAsRequest(() => planStudy(study));

/** The libraries say what is wrong with a dictionary or a plan in one sentence; here it is the caller's mistake. */
function invalidAsRequest<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new RequestError('invalid', error instanceof Error ? error.message : 'The request is not valid.');
  }
}
