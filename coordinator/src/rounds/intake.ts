import { envelopeSha256, IntegrityError, open, type Envelope, type Refusal, type Release } from '@commonward/envelope';
import { planLength } from '@commonward/synthesis/plan';
import { Inject, Injectable } from '@nestjs/common';
import { isBound } from '../aggregation/masked-sum.js';
import { MaskedSums, type MaskedPart } from '../aggregation/masked-sums.js';
import { CLOCK, type Clock } from '../clock.js';
import type { Site } from '../enrolment/site.js';
import { RequestError } from '../errors.js';
import { PlanStore } from '../studies/plan-store.js';
import { WitnessService } from '../witness/witness.service.js';
import { acceptedOf, type Answer, type Released } from './answer.js';
import { Envelopes } from './envelopes.js';
import { isSealedIn } from './sealed-in.js';
import type { Round } from './round.js';
import { RoundStore } from './round-store.js';

/** Takes in each site's one answer to a round. */
@Injectable()
export class Intake {
  readonly #rounds: RoundStore;
  readonly #envelopes: Envelopes;
  readonly #sums: MaskedSums;
  readonly #plans: PlanStore;
  readonly #witness: WitnessService;
  readonly #clock: Clock;

  constructor(
    @Inject(RoundStore) rounds: RoundStore,
    @Inject(Envelopes) envelopes: Envelopes,
    @Inject(MaskedSums) sums: MaskedSums,
    @Inject(PlanStore) plans: PlanStore,
    @Inject(WitnessService) witness: WitnessService,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#rounds = rounds;
    this.#envelopes = envelopes;
    this.#sums = sums;
    this.#plans = plans;
    this.#witness = witness;
    this.#clock = clock;
  }

  /**
   * Takes in a site's message of a masked round.
   * @throws RequestError in one sentence; IntegrityError or AggregationError if something in it does not hold
   */
  async acceptMasked(site: Site, { study, round: number, attempt }: { readonly study: string; readonly round: number; readonly attempt: number }, parts: AsyncIterable<MaskedPart>): Promise<void> {
    const round = await this.#rounds.at(study, number);
    if (round?.aggregation !== 'masked' || !Object.hasOwn(round.answers, site.name)) throw new RequestError('absent', `The site ${site.name} was not asked for a masked round ${number} of this study.`);
    if (acceptedOf(round.answers[site.name]) !== null) return;
    if (round.phase !== 'collecting') throw new RequestError('conflict', tooLate(round));
    if (round.answers[site.name].state !== 'waiting') throw new RequestError('conflict', `The site ${site.name} takes part in round ${number} no more.`);
    const moved = await this.#sums.accept({ site, round, attempt, replica: await this.#witness.replica(site), parts });
    this.#rounds.tellOf(study, moved ? 'studies' : 'rounds');
  }

  /**
   * Takes in a release and countersigns it. The same envelope always gets the same receipt.
   * @throws RequestError in one sentence; IntegrityError if a signature, hash or chain does not hold
   */
  async acceptRelease(site: Site, release: Envelope): Promise<Envelope> {
    const statement = open(release, { kind: 'release', publicKey: site.publicKey });
    const round = await this.#roundFor(site, statement);
    const known = acceptedOf(round.answers[site.name]);
    if (known?.release.envelopeSha256 === envelopeSha256(release)) return this.#envelopes.get(known.receipt);
    if (round.aggregation === 'masked') throw new RequestError('invalid', `Round ${round.round} is masked: no release is taken by itself.`);
    if (round.answers[site.name].state !== 'waiting') throw new RequestError('exists', `The site ${site.name} has already answered round ${statement.round}.`);
    if (round.phase !== 'collecting') throw new RequestError('conflict', tooLate(round));
    await this.#checkRelease(site, statement, round, release);
    const receipt = this.#envelopes.receipt(statement, release);
    const [storedRelease, storedReceipt] = await Promise.all([this.#envelopes.put(release), this.#envelopes.put(receipt)]);
    const answer: Released = {
      state: 'released',
      at: this.#now(),
      bytes: release.statement.length + release.signature.length + release.payload.length,
      release: storedRelease,
      receipt: storedReceipt,
      ledger: statement.ledger,
    };
    const recorded = await this.#rounds.record(statement, { kind: 'released', site: site.name, answer });
    if (acceptedOf(recorded.answers[site.name])?.release.envelopeSha256 !== answer.release.envelopeSha256) throw new RequestError('conflict', tooLate(recorded));
    return receipt;
  }

  /**
   * Takes in a refusal. The refusal of a site's operator takes back the release that the site has made, as long as the round is open.
   * @throws RequestError `conflict` if that comes too late
   */
  async acceptRefusal(site: Site, refusal: Envelope): Promise<void> {
    const statement = open(refusal, { kind: 'refusal', publicKey: site.publicKey });
    const { reason } = statement;
    const round = await this.#roundFor(site, statement);
    if (!isAnsweredBy(round.answers[site.name], reason)) return;
    const sum = await this.#sums.of(round);
    if (sum !== null && isBound(sum, site.name)) throw new RequestError('conflict', `The vector of ${site.name} is bound to the sum of round ${round.round}, so it is too late to take it back.`);
    const answer: Extract<Answer, { state: 'refused' }> = { state: 'refused', at: this.#now(), reason, refusal: await this.#envelopes.put(refusal) };
    const recorded = await this.#rounds.record(statement, { kind: 'refused', site: site.name, answer });
    if (recorded.answers[site.name].state === 'released') throw new RequestError('conflict', `Round ${recorded.round} is closed, so it is too late to take back the release of ${site.name}: it stays in use.`);
  }

  async #roundFor(site: Site, statement: Release | Refusal): Promise<Round> {
    if (statement.site !== site.name) throw new IntegrityError('signer', `The statement names another site than the certificate of ${site.name}.`);
    const round = await this.#rounds.at(statement.study, statement.round);
    if (round === null || !Object.hasOwn(round.answers, site.name)) {
      throw new RequestError('absent', `The site ${site.name} was not asked for round ${statement.round} of this study.`);
    }
    if (statement.offerSha256 !== round.offer.envelopeSha256) throw new IntegrityError('chain', 'The answer speaks of another offer than the one that was made.');
    return round;
  }

  async #checkRelease(site: Site, statement: Release, round: Round, release: Envelope): Promise<void> {
    const plan = await this.#plans.plan(round.planSha256);
    if (statement.planSha256 !== round.planSha256) throw new IntegrityError('chain', 'The release was made for another plan.');
    if (statement.length !== planLength(plan) || release.payload.length !== 4 * statement.length) {
      throw new RequestError('invalid', `A release of this plan holds ${planLength(plan)} integers of 4 bytes.`);
    }
    if (!isSealedIn(await this.#witness.replica(site), statement)) {
      throw new IntegrityError('chain', `The ledger of ${site.name}, as it was witnessed, does not hold the seal of this release.`);
    }
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

/** Whether a refusal says anything new: a site that waits answers, and one that has released may take it back. */
const isAnsweredBy = ({ state }: Answer, reason: Refusal['reason']): boolean => state === 'waiting' || (state === 'released' && reason === 'operator');

function tooLate({ round, reason }: Round): string {
  const ended = reason === 'timeout' ? 'was given up for lack of answers; if it is opened again, the same bytes are asked for and nothing is paid again' : 'is closed and goes on without this release; what was paid for it stays spent';
  return `Round ${round} ${ended}.`;
}
