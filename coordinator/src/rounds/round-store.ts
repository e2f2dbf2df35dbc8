import { Inject, Injectable } from '@nestjs/common';
import { Events } from '../events/events.js';
import { onceMore } from '../once-more.js';
import { DATABASE, DocumentExists, revise, type Collection, type Database, type Stored } from '../storage/collection.js';
import { JointRevisions } from '../storage/joint-revisions.js';
import type { Study } from '../studies/study.js';
import { roundId, transition, type Round, type RoundEvent } from './round.js';

type Change = (round: Round) => Round;

/** The rounds of all studies. Whoever looks at a study is told when one of its rounds has changed, or may have. */
@Injectable()
export class RoundStore {
  /** Rounds that wait for answers, read once for all streams of sites that look at the same change. */
  readonly waiting: () => Promise<readonly Round[]>;
  readonly #events: Events;
  readonly #rounds: Collection<Round>;
  /** Answers of many sites to one round come at once. */
  readonly #answers: JointRevisions<Round>;
  readonly #studies: Collection<Study>;

  constructor(@Inject(DATABASE) database: Database, @Inject(Events) events: Events) {
    this.#events = events;
    this.#rounds = database.collection<Round>('rounds');
    this.#answers = new JointRevisions(this.#rounds);
    this.#studies = database.collection<Study>('studies');
    this.waiting = onceMore(() => this.#open());
  }

  /** One round of a study; null if it was not opened. */
  async at(study: string, round: number): Promise<Round | null> {
    return (await this.#rounds.get(roundId(study, round)))?.value ?? null;
  }

  /** The rounds of a study, in order. @param after how many of the first are left out */
  async of(study: string, { after = 0 }: { readonly after?: number } = {}): Promise<readonly Round[]> {
    const newest = (await this.#studies.get(study))?.value.round ?? 0;
    const rounds = await Promise.all(Array.from({ length: Math.max(0, newest - after) }, (_, at) => this.at(study, after + at + 1)));
    return rounds.filter((round) => round !== null);
  }

  /** Opens a round unless it is open already: then that one stands. */
  async insert(round: Round): Promise<void> {
    try {
      await this.#rounds.insert(roundId(round.study, round.round), round);
    } catch (error) {
      if (!(error instanceof DocumentExists)) throw error;
    } finally {
      // Also if the store did not answer: the write may have been done, and nobody else will say so.
      this.tellOf(round.study);
    }
  }

  /** @returns the round as it is now; null if it was not opened */
  revise(study: string, round: number, change: Change): Promise<Round | null> {
    return this.#told(change, (told) => revise(this.#rounds, roundId(study, round), told));
  }

  /** Records what a site has answered, together with what others answer at the same time. @returns the round as it is now, with later answers perhaps */
  async record({ study, round }: Pick<Round, 'study' | 'round'>, event: RoundEvent): Promise<Round> {
    const recorded = await this.#told((before) => transition(before, event), (change) => this.#answers.revise(roundId(study, round), change));
    if (recorded === null) throw new Error('A round that was read is not there');
    return recorded;
  }

  /** Something of a study's rounds has changed. @param topic `rounds` if nobody is to be told anything by it */
  tellOf(study: string, topic: 'studies' | 'rounds' = 'studies'): void {
    this.#events.changed(topic, study);
  }

  /** Only the newest round of a study can wait for answers, and only while the study runs: what has ended is not read again at every change. */
  async #open(): Promise<readonly Round[]> {
    const running = (await this.#studies.list()).filter(({ value }) => value.state === 'running');
    const newest = await Promise.all(running.map(({ value: { id, round } }) => this.at(id, round)));
    return newest.filter((round) => round !== null).filter(({ phase, pausedAt }) => phase === 'collecting' && pausedAt === null);
  }

  /** Revises a round, and tells of it if it has changed, or may have. */
  async #told(change: Change, revised: (change: Change) => Promise<Stored<Round> | null>): Promise<Round | null> {
    const changed = new Set<string>();
    try {
      const stored = await revised((before) => {
        const after = change(before);
        if (after !== before) changed.add(after.study);
        return after;
      });
      return stored?.value ?? null;
    } finally {
      for (const study of changed) this.tellOf(study);
    }
  }
}
