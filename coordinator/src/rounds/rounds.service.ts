import { open, roundKey } from '@commonward/envelope';
import { Inject, Injectable } from '@nestjs/common';
import { sumDueAt, type MaskedSum } from '../aggregation/masked-sum.js';
import { MaskedSums, type MaskedEvidence } from '../aggregation/masked-sums.js';
import { CLOCK, type Clock } from '../clock.js';
import type { Site } from '../enrolment/site.js';
import { DATABASE, type Collection, type Database } from '../storage/collection.js';
import type { Study } from '../studies/study.js';
import { PlanStore } from '../studies/plan-store.js';
import { WitnessService } from '../witness/witness.service.js';
import type { Answer, Released } from './answer.js';
import { Envelopes } from './envelopes.js';
import { eventsOfStudy } from './events-of-study.js';
import { nextDueAt, transition, waitFrom, type Round, type RoundEvent } from './round.js';
import { RoundStore } from './round-store.js';

/** With evidence if it is a masked round, whose releases nobody has. */
export interface CompleteRound {
  readonly round: Round;
  readonly evidence: MaskedEvidence | null;
}

export interface StandingRound {
  readonly round: Round;
  /** Null if it is not a masked round, or its sum was not begun. */
  readonly sum: MaskedSum | null;
  /** The sites whose ledgers, as witnessed, have paid for the round, whatever became of it. */
  readonly payers: ReadonlySet<string>;
}

/** Opens rounds and carries them through time, up to what has come of them. */
@Injectable()
export class RoundsService {
  readonly #rounds: RoundStore;
  readonly #envelopes: Envelopes;
  readonly #sums: MaskedSums;
  readonly #plans: PlanStore;
  readonly #sites: Collection<Site>;
  readonly #witness: WitnessService;
  readonly #clock: Clock;
  /** By study: where its masked sum stood when this coordinator last told of it. A write may take effect long after it was given up. */
  readonly #told = new Map<string, string>();

  constructor(
    @Inject(RoundStore) rounds: RoundStore,
    @Inject(Envelopes) envelopes: Envelopes,
    @Inject(MaskedSums) sums: MaskedSums,
    @Inject(DATABASE) database: Database,
    @Inject(PlanStore) plans: PlanStore,
    @Inject(WitnessService) witness: WitnessService,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#rounds = rounds;
    this.#envelopes = envelopes;
    this.#sums = sums;
    this.#sites = database.collection<Site>('sites');
    this.#plans = plans;
    this.#witness = witness;
    this.#clock = clock;
  }

  /** Opens the study's round unless it is open already. */
  async open(study: Study, round: number): Promise<void> {
    const { id, planSha256 } = study;
    const { sites, quorum } = round === 1 ? study : await this.#sitesOfLater(study);
    const offer = this.#envelopes.offer({ study: id, round, planSha256 }, await this.#plans.bytes(planSha256));
    const openedAt = this.#now();
    await this.#rounds.insert({
      study: id,
      round,
      attempt: study.attempt,
      phase: 'collecting',
      reason: null,
      quorum,
      ...waitFrom(openedAt, study.answerWithinMs),
      overdue: false,
      pausedAt: null,
      aggregation: study.aggregation,
      planSha256,
      offer: await this.#envelopes.put(offer),
      openedAt,
      closedAt: null,
      answers: Object.fromEntries(sites.map((site) => [site, { state: 'waiting' } satisfies Answer])),
    });
  }

  /** A later round is of the sites whose releases it follows from, and of all of them. */
  async #sitesOfLater({ planSha256 }: Study): Promise<Pick<Study, 'sites' | 'quorum'>> {
    const { sites } = await this.#plans.plan(planSha256);
    return { sites, quorum: sites.length };
  }

  /** Ends the newest round of a study; all before it are complete. */
  async abort({ id, round: newest }: Study): Promise<void> {
    await this.#rounds.revise(id, newest, (round) => transition(round, { kind: 'stopped', at: this.#now() }));
  }

  /**
   * Brings a study's round up to what the study says, who has left, and what time it is: all of it from what is stored, so
   * nothing is forgotten in a crash, and doing it twice changes nothing.
   * @returns null if none was opened
   */
  async carry(study: Study, round: number): Promise<Round | null> {
    const left = (await this.#sites.list()).filter(({ value }) => value.state === 'revoked' && study.sites.includes(value.name));
    const carried = await this.#rounds.revise(study.id, round, (before) => {
      const at = this.#now();
      const leaving = left.map(({ value }): RoundEvent => ({ kind: 'left', site: value.name, at }));
      return [...eventsOfStudy(study, at), ...leaving, { kind: 'deadline', at } satisfies RoundEvent].reduce(transition, before);
    });
    return carried?.aggregation === 'masked' && carried.phase === 'collecting' ? this.#carrySum(study, carried) : carried;
  }

  /** The round, closed if its masked sum is known. */
  async #carrySum(study: Study, round: Round): Promise<Round | null> {
    const { sum, moved } = await this.#sums.carry(round, study.answerWithinMs);
    const stands = JSON.stringify([sum.attempt, sum.phase, sum.pausedAt, sum.ended]);
    const isTold = this.#told.get(study.id) === stands;
    this.#told.set(study.id, stands);
    if (moved || !isTold) this.#rounds.tellOf(study.id);
    if (!sum.ended) return round;
    const answers = await this.#summed(round, sum);
    return this.#rounds.revise(study.id, round.round, (before) => transition(before, { kind: 'summed', answers, at: this.#now() }));
  }

  /** When time alone changes a round or its masked sum next; null if it does not. */
  async dueAt(round: Round): Promise<string | null> {
    const roundDueAt = nextDueAt(round);
    const sum = round.phase === 'collecting' ? await this.#sums.of(round) : null;
    const due = [roundDueAt, sum === null ? null : sumDueAt(sum)].filter((at) => at !== null);
    return due.length === 0 ? null : due.reduce((a, b) => (Date.parse(a) < Date.parse(b) ? a : b));
  }

  /** The first round of a study; null if it was not opened. */
  first(study: string): Promise<Round | null> {
    return this.#rounds.at(study, 1);
  }

  /** The rounds of a study, all of them complete, in order. @param after how many of the first are left out */
  async complete(study: string, { after }: { readonly after: number }): Promise<readonly CompleteRound[]> {
    const rounds = await this.#rounds.of(study, { after });
    return Promise.all(rounds.map(async (round) => ({ round, evidence: round.aggregation === 'masked' ? await this.#sums.evidence(round) : null })));
  }

  /** How far the rounds of a study have come, in order. @param after how many of the first are left out */
  async standing(study: string, { after }: { readonly after: number }): Promise<readonly StandingRound[]> {
    const rounds = await this.#rounds.of(study, { after });
    return Promise.all(rounds.map(async (round) => ({ round, sum: await this.#sums.of(round), payers: await this.#payers(round) })));
  }

  async #payers(round: Round): Promise<ReadonlySet<string>> {
    const asked = (await this.#sites.list()).map(({ value }) => value).filter(({ name }) => Object.hasOwn(round.answers, name));
    const paid = await Promise.all(asked.map(async (site) => (await this.#witness.replica(site))?.chain.debits.has(roundKey(round)) === true));
    return new Set(asked.filter((_, i) => paid[i]).map(({ name }) => name));
  }

  /** What each survivor's answer amounts to: its contribution, countersigned. The same sum gives the same bytes. */
  async #summed(round: Round, sum: MaskedSum): Promise<Readonly<Record<string, Released>>> {
    const keys = new Map((await this.#sites.list()).map(({ value }) => [value.name, value.publicKey]));
    const answers = Object.entries(sum.inputs).map(async ([site, { contribution }]): Promise<[string, Released]> => {
      const envelope = await this.#envelopes.get(contribution);
      const { ledger, length } = open(envelope, { kind: 'contribution', publicKey: keys.get(site) ?? '' });
      const receipt = await this.#envelopes.put(this.#envelopes.receipt({ study: round.study, round: round.round, site, ledger }, envelope));
      return [site, { state: 'released', at: this.#now(), bytes: Int32Array.BYTES_PER_ELEMENT * length, release: contribution, receipt, ledger }];
    });
    return Object.fromEntries(await Promise.all(answers));
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}
