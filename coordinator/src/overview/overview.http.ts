import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { For } from '../accounts/access.js';
import type { Site } from '../enrolment/site.js';
import { presentBudget } from '../enrolment/sites.http.js';
import { SitesService } from '../enrolment/sites.service.js';
import type { Export } from '../exports/export.js';
import { ExportsService } from '../exports/exports.service.js';
import * as model from '../http/model.js';
import { answers } from '../http/openapi.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { StudiesService } from '../studies/studies.service.js';
import type { Study } from '../studies/study.js';

const LATEST = 12;

@ApiTags('overview')
@Controller('api/overview')
export class OverviewController {
  readonly #keys: ConsortiumKeys;
  readonly #sites: SitesService;
  readonly #studies: StudiesService;
  readonly #exports: ExportsService;

  constructor(
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(SitesService) sites: SitesService,
    @Inject(StudiesService) studies: StudiesService,
    @Inject(ExportsService) exports: ExportsService,
  ) {
    this.#keys = keys;
    this.#sites = sites;
    this.#studies = studies;
    this.#exports = exports;
  }

  @For('viewer', 'researcher', 'study-admin')
  @Get()
  @answers(model.overview)
  async read(): Promise<z.infer<typeof model.overview>> {
    const [sites, studies, exports] = await Promise.all([this.#sites.list(), this.#studies.list(), this.#exports.list()]);
    return {
      consortium: { name: this.#keys.consortium, publicKey: this.#keys.identity.publicKey },
      sites: { total: sites.length, connected: sites.filter(({ name }) => this.#sites.isConnected(name)).length },
      studies: { running: inState(studies, 'running'), trained: inState(studies, 'trained'), total: studies.length },
      exports: exports.filter(({ state }) => state === 'ready').length,
      budgets: sites.map((site) => ({ site: site.name, budget: presentBudget(site) })),
      latest: latest(sites, studies, exports),
    };
  }
}

const inState = (studies: readonly Study[], state: Study['state']): number => studies.filter((study) => study.state === state).length;

function latest(sites: readonly Site[], studies: readonly Study[], exports: readonly Export[]): { at: string; text: string }[] {
  const news = [
    ...sites.flatMap(({ name, joinedAt }) => (joinedAt === null ? [] : [{ at: joinedAt, text: `${name} joined the consortium.` }])),
    ...studies.map(({ name, state, generator, updatedAt }) => ({ at: generator?.trainedAt ?? updatedAt, text: `Study ${name} is ${state}.` })),
    ...studies.flatMap(({ name, report }) => (report === null ? [] : [{ at: report.statedAt, text: `Study ${name} has a benchmark report.` }])),
    ...exports.map(({ studyName, rows, state, requestedAt, decision, readyAt }) => ({
      at: readyAt ?? decision?.at ?? requestedAt,
      text: `Export of ${rows} synthetic records from ${studyName} is ${state}.`,
    })),
  ];
  return news.sort((a, b) => b.at.localeCompare(a.at)).slice(0, LATEST);
}
