import { Readable } from 'node:stream';
import { epsilonOf, RHO_UNITS_PER_ONE } from '@commonward/accounting';
import { Body, Controller, Get, Inject, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { For } from '../accounts/access.js';
import { RequestError } from '../errors.js';
import { FederationServer } from '../federation/federation.server.js';
import * as model from '../http/model.js';
import { answers, body, creates, sendsFile } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { StudiesService } from '../studies/studies.service.js';
import { WitnessService } from '../witness/witness.service.js';
import { EnrolmentService } from './enrolment.service.js';
import type { Site } from './site.js';
import { SitesService } from './sites.service.js';

@ApiTags('sites')
@Controller('api/sites')
export class SitesController {
  readonly #sites: SitesService;
  readonly #enrolment: EnrolmentService;
  readonly #server: FederationServer;
  readonly #studies: StudiesService;
  readonly #witness: WitnessService;

  constructor(
    @Inject(SitesService) sites: SitesService,
    @Inject(EnrolmentService) enrolment: EnrolmentService,
    @Inject(FederationServer) server: FederationServer,
    @Inject(StudiesService) studies: StudiesService,
    @Inject(WitnessService) witness: WitnessService,
  ) {
    this.#sites = sites;
    this.#enrolment = enrolment;
    this.#server = server;
    this.#studies = studies;
    this.#witness = witness;
  }

  @For('viewer', 'researcher', 'study-admin')
  @Get()
  @answers(z.array(model.site))
  async list(): Promise<z.infer<typeof model.site>[]> {
    return (await this.#sites.list()).map((site) => present(site, this.#sites.isConnected(site.name)));
  }

  /** The coordinator's copy of a site's ledger, for whoever wants to verify it without asking the site. */
  @For('study-admin')
  @Get(':name/ledger')
  @sendsFile()
  async ledger(@Param('name') name: string, @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const site = (await this.#sites.list()).find((known) => known.name === name);
    if (site === undefined || (await this.#witness.replica(site)) === null) throw new RequestError('absent', `Nothing is held of a ledger of a site ${name}.`);
    response.setHeader('Content-Disposition', `attachment; filename="${site.name}.ledger"`);
    return new StreamableFile(Readable.from(this.#witness.entries(site)));
  }

  @For('study-admin')
  @Post('invitations')
  @body(model.invitationRequest)
  @creates(model.invitation)
  invite(@Body(new ZodPipe(model.invitationRequest)) request: z.infer<typeof model.invitationRequest>): Promise<z.infer<typeof model.invitation>> {
    return this.#enrolment.invite({ site: request.site, address: this.#server.enrolmentAddresses, expiresInSeconds: request.expiresInSeconds ?? null });
  }

  /** Open rounds learn of it at once; after a crash in between, when their studies go on. */
  @For('study-admin')
  @Post(':name/revoke')
  @answers(model.site)
  async revoke(@Param('name') name: string): Promise<z.infer<typeof model.site>> {
    const site = await this.#sites.revoke(name);
    await this.#studies.advanceAll();
    return present(site, this.#sites.isConnected(name));
  }
}

function present(site: Site, connected: boolean): z.infer<typeof model.site> {
  const { name, publicKey, certificateFingerprint, state, lastSeenAt, joinedAt, policy, quarantine } = site;
  return { name, publicKey, certificateFingerprint, state, connected, lastSeenAt, joinedAt, policy, budget: presentBudget(site), quarantine };
}

/** What a site has signed that it spent, in the epsilon of its own delta. */
export function presentBudget({ policy, budget }: Site): z.infer<typeof model.budget> | null {
  if (policy === null || budget === null) return null;
  const spentEpsilon = budget.spentRhoUnits === 0 ? 0 : epsilonOf({ rho: budget.spentRhoUnits / RHO_UNITS_PER_ONE, delta: policy.deltaMax });
  return { ...budget, capEpsilon: policy.epsilonCap, spentEpsilon, delta: policy.deltaMax };
}
