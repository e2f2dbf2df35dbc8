import type { Envelope } from '@commonward/envelope';
import { Inject, Injectable } from '@nestjs/common';
import { MaskedSums, type MaskedCalled } from '../aggregation/masked-sums.js';
import type { Site } from '../enrolment/site.js';
import { WitnessService } from '../witness/witness.service.js';
import { acceptedOf, type Accepted } from './answer.js';
import { Envelopes } from './envelopes.js';
import { roundId, type Round } from './round.js';
import { RoundStore } from './round-store.js';

/** An envelope for a site. Whoever has been sent it once under this `id` need not be sent it again on the same connection. */
export interface ForSite {
  /** Of an offer: of the round and the attempt. */
  readonly id: string;
  readonly envelope: Envelope;
}

/** What there is to tell a site: what it is asked, and the receipts of what it has answered. */
@Injectable()
export class SiteNews {
  readonly #rounds: RoundStore;
  readonly #envelopes: Envelopes;
  readonly #sums: MaskedSums;
  readonly #witness: WitnessService;

  constructor(@Inject(RoundStore) rounds: RoundStore, @Inject(Envelopes) envelopes: Envelopes, @Inject(MaskedSums) sums: MaskedSums, @Inject(WitnessService) witness: WitnessService) {
    this.#rounds = rounds;
    this.#envelopes = envelopes;
    this.#sums = sums;
    this.#witness = witness;
  }

  /** Every offer that waits for this site's answer, oldest first; none of a study that is paused. */
  async offersFor(site: string): Promise<readonly ForSite[]> {
    const waiting = (await this.#rounds.waiting()).filter(({ answers }) => answers[site]?.state === 'waiting');
    return Promise.all(waiting.map(async ({ study, round, attempt, offer }) => ({ id: `${roundId(study, round)}#${attempt}`, envelope: await this.#envelopes.get(offer) })));
  }

  /** What masked rounds wait for from a site; none of a study that is paused. */
  async callsFor(site: string): Promise<readonly (MaskedCalled & Pick<Round, 'study' | 'round'>)[]> {
    const waiting = (await this.#rounds.waiting()).filter(({ aggregation, answers }) => aggregation === 'masked' && answers[site]?.state === 'waiting');
    const calls = await Promise.all(waiting.map(async (round) => ({ round, call: await this.#sums.callFor(round, site) })));
    return calls.flatMap(({ round: { study, round }, call }) => (call === null ? [] : [{ ...call, study, round }]));
  }

  /** Receipts of masked rounds that have ended, and of which the site's ledger does not say so. */
  async receiptsOfSums(site: Site): Promise<readonly ForSite[]> {
    const ended = (await this.#unreceipted(site)).filter(({ round }) => round.aggregation === 'masked');
    return Promise.all(ended.map(async ({ answer: { receipt } }) => ({ id: receipt.envelopeSha256, envelope: await this.#envelopes.get(receipt) })));
  }

  /** Receipts of releases that were accepted, and of which the site's ledger does not say so: their replies were lost. */
  async missingReceipts(site: Site): Promise<readonly Envelope[]> {
    return Promise.all((await this.#unreceipted(site)).map(({ answer }) => this.#envelopes.get(answer.receipt)));
  }

  /** What was accepted of what the site's ledger, as witnessed, has sealed and holds no receipt for. */
  async #unreceipted(site: Site): Promise<readonly { readonly round: Round; readonly answer: Accepted }[]> {
    const debits = [...((await this.#witness.replica(site))?.chain.debits.values() ?? [])];
    const sealed = debits.filter(({ state }) => state.kind === 'sealed' && state.receiptSha256 === null);
    const rounds = await Promise.all(sealed.map(({ entry }) => this.#rounds.at(entry.study, entry.round)));
    return rounds.flatMap((round) => {
      const answer = acceptedOf(round?.answers[site.name]);
      return round === null || answer === null ? [] : [{ round, answer }];
    });
  }
}
