import { join } from 'node:path';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './accounts/access.guard.js';
import { AccountsController } from './accounts/accounts.http.js';
import { AccountsService } from './accounts/accounts.service.js';
import { SessionController } from './accounts/session.http.js';
import { MaskedSums } from './aggregation/masked-sums.js';
import { ALARM, CLOCK, systemAlarm } from './clock.js';
import { CONFIG, type CoordinatorConfig } from './config.js';
import { EnrolmentGrpc } from './enrolment/enrolment.grpc.js';
import { EnrolmentService } from './enrolment/enrolment.service.js';
import { SitesController } from './enrolment/sites.http.js';
import { SitesService } from './enrolment/sites.service.js';
import { Events } from './events/events.js';
import { EventsController } from './events/events.http.js';
import { ExportLineage } from './exports/export-lineage.js';
import { ExportsController } from './exports/exports.http.js';
import { ExportsService } from './exports/exports.service.js';
import { FederationGrpc } from './federation/federation.grpc.js';
import { FederationServer } from './federation/federation.server.js';
import { GenerationService } from './generation/generation.service.js';
import { HealthController } from './health.http.js';
import { RequestErrorFilter } from './http/request-error.filter.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from './identity/consortium-keys.js';
import { OverviewController } from './overview/overview.http.js';
import { ReportsController } from './reports/reports.http.js';
import { ReportsService } from './reports/reports.service.js';
import { Envelopes } from './rounds/envelopes.js';
import { Intake } from './rounds/intake.js';
import { RoundStore } from './rounds/round-store.js';
import { RoundsService } from './rounds/rounds.service.js';
import { SiteNews } from './rounds/site-news.js';
import { Leadership } from './leadership/leadership.js';
import { leadershipOf, Succession } from './leadership/succession.js';
import { BLOBS, FileBlobStore } from './storage/blobs.js';
import { DatabaseBlobStore } from './storage/blobs.database.js';
import { DATABASE, type Database, type SharedDatabase } from './storage/collection.js';
import { PlanStore } from './studies/plan-store.js';
import { StudiesController } from './studies/studies.http.js';
import { StudiesService } from './studies/studies.service.js';
import { WitnessService } from './witness/witness.service.js';

@Module({})
export class AppModule implements OnApplicationShutdown {
  readonly #database: Database;
  readonly #succession: Succession;

  constructor(@Inject(DATABASE) database: Database, @Inject(Succession) succession: Succession) {
    this.#database = database;
    this.#succession = succession;
  }

  /** The whole coordinator; only configuration, keys and the open database, which it closes, come from outside. */
  static with(config: CoordinatorConfig, keys: ConsortiumKeys, database: SharedDatabase): DynamicModule {
    const leadership = leadershipOf({ ...config, database });
    const files = new FileBlobStore(join(config.directory, 'blobs'));
    return {
      module: AppModule,
      controllers: [HealthController, SessionController, AccountsController, OverviewController, SitesController, StudiesController, ReportsController, ExportsController, EventsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CONSORTIUM_KEYS, useValue: keys },
        { provide: Leadership, useValue: leadership },
        { provide: DATABASE, useValue: leadership.database },
        { provide: BLOBS, useValue: config.mongoUrl === null ? files : new DatabaseBlobStore({ database, earlier: files }) },
        { provide: CLOCK, useValue: Date.now },
        { provide: ALARM, useValue: systemAlarm },
        AccountsService,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: RequestErrorFilter },
        Events,
        EnrolmentService,
        EnrolmentGrpc,
        SitesService,
        WitnessService,
        PlanStore,
        Envelopes,
        MaskedSums,
        RoundStore,
        RoundsService,
        SiteNews,
        Intake,
        GenerationService,
        StudiesService,
        ReportsService,
        ExportLineage,
        ExportsService,
        FederationGrpc,
        FederationServer,
        Succession,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#succession.end();
    await this.#database.close();
  }
}
