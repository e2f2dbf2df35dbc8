import { publishedTranscriptOf, type Lineage, type LineageRound, type MaskedRound, type SiteAnswer } from '@commonward/lineage';
import type { Condition } from '@commonward/synthesis/coordinator';
import { Inject, Injectable } from '@nestjs/common';
import { MaskedSums } from '../aggregation/masked-sums.js';
import { SitesService } from '../enrolment/sites.service.js';
import { RequestError } from '../errors.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { ReportsService } from '../reports/reports.service.js';
import { Envelopes } from '../rounds/envelopes.js';
import { releasesOf, type Round } from '../rounds/round.js';
import { RoundStore } from '../rounds/round-store.js';
import { SOFTWARE } from '../software.js';
import type { Export } from './export.js';

/** Gathers what an export is composed from: what was asked, what was signed, and what was stated. */
@Injectable()
export class ExportLineage {
  readonly #keys: ConsortiumKeys;
  readonly #sites: SitesService;
  readonly #rounds: RoundStore;
  readonly #envelopes: Envelopes;
  readonly #sums: MaskedSums;
  readonly #reports: ReportsService;

  constructor(
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(SitesService) sites: SitesService,
    @Inject(RoundStore) rounds: RoundStore,
    @Inject(Envelopes) envelopes: Envelopes,
    @Inject(MaskedSums) sums: MaskedSums,
    @Inject(ReportsService) reports: ReportsService,
  ) {
    this.#keys = keys;
    this.#sites = sites;
    this.#rounds = rounds;
    this.#envelopes = envelopes;
    this.#sums = sums;
    this.#reports = reports;
  }

  async of({ id, study, studyName, rows, conditions, purpose, requestedAt, reportSha256 }: Export): Promise<Lineage> {
    const rounds = await this.#rounds.of(study);
    if (rounds.length === 0) throw new RequestError('conflict', 'The study has no round.');
    const keys = new Map((await this.#sites.list()).map(({ name, publicKey }) => [name, publicKey]));
    const [first, ...later] = await Promise.all(rounds.map((round) => this.#round(round)));
    const answered = releasesOf(rounds[0]).map(({ site }) => site);
    const asked = {
      description: {
        format: 'commonward/export/1' as const,
        id,
        study,
        studyName,
        consortium: this.#keys.consortium,
        coordinatorKey: this.#keys.identity.publicKey,
        siteKeys: Object.fromEntries(answered.map((site) => [site, keys.get(site) ?? ''])),
        rows,
        conditions: [...conditions].map(plainCondition),
        purpose,
        requestedAt,
        software: SOFTWARE,
      },
      report: reportSha256 === null ? null : await this.#reports.stored(reportSha256),
      later,
    };
    return { ...asked, ...first };
  }

  async #round(round: Round): Promise<LineageRound> {
    const offer = await this.#envelopes.get(round.offer);
    return round.aggregation === 'masked' ? { offer, aggregation: 'masked', round: await this.#sum(round) } : { offer, aggregation: 'plain', answers: await this.#answers(round) };
  }

  async #answers(round: Round): Promise<readonly SiteAnswer[]> {
    const answers = releasesOf(round).map(async ({ site, release, receipt }) => ({ site, release: await this.#envelopes.get(release), receipt: await this.#envelopes.get(receipt) }));
    return (await Promise.all(answers)).sort(bySite);
  }

  /** What a masked round has come to, as an outsider can check it: nothing that opens a smaller sum. */
  async #sum(round: Round): Promise<MaskedRound> {
    const { state, vectors } = await this.#sums.evidence(round);
    const masked = new Map(await Promise.all(vectors.map(async ({ site, frames }) => [site, await this.#sums.vector(frames)] as const)));
    const parts = releasesOf(round).map(async ({ site, release, receipt }) => ({
      site,
      contribution: await this.#envelopes.get(release),
      receipt: await this.#envelopes.get(receipt),
      masked: masked.get(site) ?? new Uint8Array(),
    }));
    return { transcript: publishedTranscriptOf(state), parts: (await Promise.all(parts)).sort(bySite) };
  }
}

const bySite = (a: { readonly site: string }, b: { readonly site: string }): number => (a.site < b.site ? -1 : 1);

const plainCondition = (condition: Condition) =>
  'allowed' in condition ? { column: condition.column, allowed: [...condition.allowed] } : { ...condition };
