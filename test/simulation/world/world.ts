import type { Envelope } from '@commonward/envelope';
import type { Aggregation } from '@commonward/synthesis/plan';
import type { Outcome } from '../command/outcome.js';
import type { MaskedSum } from '../../../coordinator/src/aggregation/masked-sum.js';
import type { Round } from '../../../coordinator/src/rounds/round.js';
import type { Study } from '../../../coordinator/src/studies/study.js';
import type { News, Witnessing } from '../../../site-agent/src/egress/link.js';
import { AtRest } from './at-rest.js';
import { COORDINATORS, siteKeys } from './cast.js';
import { Chance } from './chance.js';
import { conditionsOf, type Calamity, type Conditions } from './conditions.js';
import { CoordinatorHost } from './coordinator-host.js';
import { Counts } from './counts.js';
import { fillStore } from './fill-store.js';
import { Findings } from './findings.js';
import { Hospital } from './hospital.js';
import { Onlooker } from './onlooker.js';
import { sumOpen, waitsRightly, type OpenSum } from './open-sums.js';
import { Schedule } from './schedule.js';
import { SimStore } from './sim-store.js';
import { StudyAdmin } from './study-admin.js';
import { Trace } from './trace.js';

/** Long enough for every agent to come back, every operator to come, and every answer to arrive. */
const PATIENCE_MS = 900_000;

/** Some eighty times what a run takes on average. */
const MOST_THINGS = 20_000;

/** All of one run: who is in it, what goes wrong, and who looks on. */
export class World {
  readonly schedule = new Schedule();
  readonly chance: Chance;
  readonly conditions: Conditions;
  readonly counts = new Counts();
  readonly trace: Trace;
  readonly findings: Findings;
  readonly store = new SimStore();
  /** They share the store. */
  readonly coordinators: readonly CoordinatorHost[];
  readonly hospitals: readonly Hospital[];
  readonly atRest: AtRest;
  readonly onlooker: Onlooker;
  readonly admin: StudyAdmin;
  coordinatorClockErrorMs = 0;
  /** The newest answer to a hello of each site. */
  readonly answersToReplay = new Map<string, Witnessing>();
  /** The newest receipt that was given to any site. */
  newestReceipt: Envelope | null = null;
  /** What a masked round had asked each site the last time. */
  readonly callsToReplay = new Map<string, News>();

  constructor(seed: number, aggregation: Aggregation) {
    this.chance = new Chance(seed);
    this.conditions = conditionsOf(this.chance, aggregation);
    this.trace = new Trace(this.schedule);
    this.findings = new Findings(this.trace);
    this.atRest = new AtRest(this.chance, this.conditions.encrypted);
    this.onlooker = new Onlooker(this);
    this.store.onEffect = (effect) => this.onlooker.changed(effect);
    this.admin = new StudyAdmin(this);
    this.coordinators = COORDINATORS.slice(0, this.conditions.coordinators).map((name) => new CoordinatorHost(name, this, this.store));
    this.hospitals = siteKeys.filter(({ name }) => this.conditions.sites.includes(name)).map((keys) => new Hospital(this, keys));
  }

  get faultsAreOn(): boolean {
    return this.schedule.nowMs < this.conditions.faultsEndMs;
  }

  mayStopSite(): boolean {
    return this.faultsAreOn && this.chance.happens(this.conditions.siteStops);
  }

  mayStopCoordinator(): boolean {
    return this.faultsAreOn && this.chance.happens(this.conditions.coordinatorStops);
  }

  isWriteUnderway(): boolean {
    return this.faultsAreOn && this.chance.happens(this.conditions.underway);
  }

  isStoreAway(): boolean {
    return this.faultsAreOn && this.chance.happens(this.conditions.storeAway);
  }

  mayReplay(): boolean {
    return this.faultsAreOn && this.chance.happens(this.conditions.replays);
  }

  async run(): Promise<void> {
    await fillStore(this.store, this.conditions);
    const { happened } = await this.schedule.run({ endMs: this.conditions.faultsEndMs + PATIENCE_MS, mostThings: MOST_THINGS, isOver: () => this.#look() });
    if (happened === MOST_THINGS) this.findings.add('terminal', `${MOST_THINGS} things happened, and it goes on`);
    for (const { phase, reason } of this.store.documents<Round>('rounds')) this.counts.add(`round: ${phase}${reason === null ? '' : ` (${reason})`}`);
    for (const { id, state, failure } of this.store.documents<Study>('studies')) {
      this.counts.add(`study: ${state}`);
      if (state === 'failed' && failure?.startsWith('Training stopped') === true) this.findings.add('no error', `study ${id}: ${failure}`);
    }
    if (this.findings.violations.length > 0) return;
    for (const hospital of this.#sitesThatGoOn()) for (const round of this.store.documents<Round>('rounds')) {
      const wait = this.#waitFor(hospital, round);
      if (wait !== null) this.counts.add(`masked round waits for ${wait}`);
    }
    if (this.#unfinished().length > 0) this.findings.add('terminal', this.#unfinished().join('; '));
    for (const { keys, machines, agent } of this.hospitals) if (agent?.standing === 'connected' && machines.length === 1) this.onlooker.settles(machines[0], keys.name, { keepsLast: this.conditions.calamity !== 'restored backup' && this.conditions.calamity !== 'clone' });
  }

  outcome(seed: number): Outcome {
    return { seed, violations: this.findings.violations, lines: this.trace.lines, sha256: this.trace.sha256, counts: this.counts.of };
  }

  /** @returns whether nothing is left to happen, or too much has: what comes after a violation says nothing new */
  #look(): boolean {
    for (const { agents } of this.hospitals) for (const [machine, { ledger }] of agents) this.onlooker.watches(machine, ledger);
    return this.findings.violations.length > 0 || (!this.faultsAreOn && this.#unfinished().length === 0);
  }

  /** A receipt that came too late for a connection is told of at the next one, and none lasts for ever. */
  endConnectionsForReceipts(): void {
    if (this.#unfinished().every((what) => what.includes('has no receipt'))) for (const host of this.coordinators) host.stop('once more');
  }

  /** Whether so many sites have released, or can, that a round of this study can be completed. */
  canReachQuorum({ id, quorum }: Pick<Study, 'id' | 'quorum'>): boolean {
    const round = this.store.documents<Round>('rounds').find(({ study }) => study === id);
    const states = Object.entries(round?.answers ?? {}).map(([site, { state }]) => (state === 'waiting' && !this.#sitesThatGoOn().some(({ keys }) => keys.name === site) ? 'away' : state));
    return states.filter((state) => state === 'released' || state === 'waiting').length >= quorum;
  }

  /** A site that stopped itself, and to which nobody comes, is waited for no more; nor one that is silent or has left. */
  #sitesThatGoOn(): readonly Hospital[] {
    const here = this.hospitals.filter(({ keys, isSilent }) => !isSilent && !this.admin.hasRevoked(keys.name));
    return here.filter(({ agent }) => agent?.standing !== 'quarantined' || this.conditions.operator);
  }

  /** What is still open, in words. */
  #unfinished(): readonly string[] {
    const rounds = this.store.documents<Round>('rounds');
    const sites = this.#sitesThatGoOn();
    const away = sites.filter(({ agent }) => agent?.standing !== 'connected').map(({ keys }) => `${keys.name} is not connected`);
    const open = sites.flatMap((hospital) => rounds.flatMap((round) => (this.#waitFor(hospital, round) === null ? openFor(hospital, round, this.conditions.calamity) : [])));
    const sums = this.#openSums(rounds).flatMap(sumOpen);
    const studies = this.store.documents<Study>('studies').flatMap((study) => openOf(study, rounds.find((round) => round.study === study.id)));
    const left = this.hospitals.filter(({ keys }) => this.admin.hasRevoked(keys.name)).flatMap(({ keys }) => rounds.flatMap((round) => waitsFor(keys.name, round)));
    return [...this.admin.unfulfilled, ...studies, ...sums, ...away, ...open, ...left];
  }

  /** Why a masked round waits for a site, rightly; null if it does not. */
  #waitFor({ keys, agent }: Hospital, round: Round): string | null {
    const [open] = this.#openSums([round]);
    return open === undefined || agent === null || round.answers[keys.name].state !== 'waiting' ? null : waitsRightly(open, { site: keys.name, ledger: agent.ledger, calamity: this.conditions.calamity });
  }

  #openSums(rounds: readonly Round[]): readonly OpenSum[] {
    const sums = this.store.documents<MaskedSum>('masked-sums');
    return rounds.filter(({ aggregation, phase }) => aggregation === 'masked' && phase === 'collecting').map((round) => ({ round, sum: sums.find(({ study }) => study === round.study) ?? null }));
  }
}

/** A clock that was put right is found out within a minute. */
const SOON_MS = 60_000;

/** What a study still has to do by itself. */
function openOf({ id, state }: Study, round: Round | undefined): readonly string[] {
  if (state === 'running' && round === undefined) return [`study ${id} has no round`];
  if (round === undefined) return [];
  if (round.phase !== 'collecting') return state === 'running' || state === 'paused' ? [`study ${id} does not go on after its round`] : [];
  if (state !== 'running') return [`study ${id} is ${state} and its round is open`];
  const dueMs = Date.parse(round.overdue ? round.expiresAt : round.deadlineAt) - Date.now();
  return round.pausedAt === null && dueMs > SOON_MS ? [] : [`study ${id} waits for its time`];
}

const waitsFor = (site: string, { study, phase, answers }: Round): readonly string[] => (phase === 'collecting' && answers[site].state === 'waiting' ? [`study ${study} waits for ${site}`] : []);

/** What a site still has to do about a round. A receipt for a masked vector of which its ledger knows no sum can only be another copy's. */
function openFor({ keys, agent }: Hospital, whole: Round, calamity: Calamity): readonly string[] {
  const { study, round, answers, aggregation } = whole;
  const { state } = answers[keys.name];
  if (state === 'waiting') return waitsFor(keys.name, whole);
  const recorded = agent?.ledger.phase({ study, round });
  const isOfCopy = aggregation === 'masked' && (calamity === 'clone' || calamity === 'restored backup') && agent?.ledger.survivorsOf({ study, round }) === null;
  const lacksReceipt = state === 'released' && recorded !== 'receipted' && recorded !== 'vetoed' && agent?.ledger.isLost({ study, round }) !== true && !isOfCopy;
  return lacksReceipt ? [`${keys.name} has no receipt for study ${study}`] : [];
}
