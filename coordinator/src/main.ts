import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { AccountsService } from './accounts/accounts.service.js';
import { AppModule } from './app.module.js';
import type { CoordinatorConfig } from './config.js';
import { serveDashboard } from './dashboard.js';
import { FederationServer, PortInUse } from './federation/federation.server.js';
import { openApiDocument } from './http/document.js';
import { loadConsortiumKeys, type ConsortiumKeys } from './identity/consortium-keys.js';
import { Leadership } from './leadership/leadership.js';
import { Succession } from './leadership/succession.js';
import type { SharedDatabase } from './storage/collection.js';
import { openDatabase } from './storage/open-database.js';

/** Where a started coordinator can be reached. */
export interface Started {
  readonly http: string;
  /** Whether this coordinator leads those that share its store; if not, it stands by. */
  readonly leads: boolean;
  /** One-time address at which the first study admin chooses name and password; null once there is one, and while another leads. */
  readonly setUp: string | null;
  /** Opens the HTTP interface to programs on this machine. */
  readonly accessKey: string;
  readonly enrolment: string;
  readonly federation: string;
  close(): Promise<void>;
}

const LARGEST_BODY = '4mb';
const LOG_LEVELS: LogLevel[] = ['warn', 'error'];

/** Starts the coordinator: its store, the two doors for sites, the HTTP interface and the dashboard; then it asks who leads. */
export async function startCoordinator(config: CoordinatorConfig): Promise<Started> {
  mkdirSync(join(config.directory, 'exports'), { recursive: true, mode: 0o700 });
  const keys = await loadConsortiumKeys({ directory: config.directory, consortium: config.consortium });
  const app = await createApplication(config, keys, await openDatabase(config, keys.identity.publicKey));
  app.enableShutdownHooks();
  const http = await listen(app, config);
  await app.get(Succession).begin();
  const { leads } = app.get(Leadership).state;
  const token = leads ? await app.get(AccountsService).firstSetUp() : null;
  return {
    http,
    leads,
    setUp: token === null ? null : `${http}/#setup=${token}`,
    accessKey: keys.accessKey,
    enrolment: app.get(FederationServer).enrolmentAddress,
    federation: `${config.host}:${app.get(FederationServer).ports.federation}`,
    close: () => app.close(),
  };
}

/** The whole HTTP interface, not listening yet. */
export async function createApplication(config: CoordinatorConfig, keys: ConsortiumKeys, database: SharedDatabase): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, keys, database), { logger: LOG_LEVELS, abortOnError: false });
  app.use(helmet({ contentSecurityPolicy: { directives: CONTENT_SECURITY_POLICY } }));
  app.useBodyParser('json', { limit: LARGEST_BODY });
  serveDashboard(app);
  SwaggerModule.setup('api/docs', app, openApiDocument(app), { jsonDocumentUrl: 'api/openapi.json', ui: false });
  return app;
}

/** The dashboard is served from here and talks only to here; the component library sets styles from scripts. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};

async function listen(app: NestExpressApplication, { httpListen, httpPort }: CoordinatorConfig): Promise<string> {
  try {
    await app.init();
    // Nest logs an error of its `listen`, which is told below in one sentence.
    app.useLogger(false);
    await app.listen(httpPort, httpListen);
    app.useLogger(LOG_LEVELS);
  } catch (error) {
    await app.close();
    const code = codeOf(error);
    if (code === 'EADDRINUSE') throw new PortInUse(`Cannot listen on ${httpListen}:${httpPort}: the port is in use. Choose another with --http-port, or stop what uses it.`);
    if (code === 'EADDRNOTAVAIL') throw new PortInUse(`Cannot listen on ${httpListen}: this machine has no such address. Give one of its own with --http-listen.`);
    throw error;
  }
  return (await app.getUrl()).replace('localhost', '127.0.0.1');
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : null);
