import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import type { CoordinatorConfig } from './config.js';
import { serveDashboard } from './dashboard.js';
import { FederationServer, PortInUse } from './federation/federation.server.js';
import { loadConsortiumKeys } from './identity/consortium-keys.js';
import { SOFTWARE } from './software.js';

/** Where a started coordinator can be reached. */
export interface Started {
  readonly http: string;
  /** Opens the dashboard; whoever has this address is the admin. */
  readonly signIn: string;
  readonly accessKey: string;
  readonly enrolment: string;
  readonly federation: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const LARGEST_BODY = '4mb';

/** Starts the coordinator: embedded store, the two doors for sites, the HTTP interface and the dashboard. */
export async function startCoordinator(config: CoordinatorConfig): Promise<Started> {
  mkdirSync(join(config.directory, 'exports'), { recursive: true, mode: 0o700 });
  const keys = await loadConsortiumKeys({ directory: config.directory, consortium: config.consortium });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, keys), { logger: ['warn', 'error'], abortOnError: false });
  app.use(helmet({ contentSecurityPolicy: { directives: CONTENT_SECURITY_POLICY } }));
  app.useBodyParser('json', { limit: LARGEST_BODY });
  serveDashboard(app);
  SwaggerModule.setup('api/docs', app, openApiDocument(app), { jsonDocumentUrl: 'api/openapi.json', ui: false });
  app.enableShutdownHooks();
  const http = await listen(app, config.httpPort);
  return {
    http,
    signIn: `${http}/#key=${keys.accessKey}`,
    accessKey: keys.accessKey,
    enrolment: app.get(FederationServer).enrolmentAddress,
    federation: `${config.host}:${app.get(FederationServer).ports.federation}`,
    close: () => app.close(),
  };
}

/** The dashboard is served from here and talks only to here; the component library sets styles from scripts. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};

export function openApiDocument(app: NestExpressApplication): ReturnType<typeof SwaggerModule.createDocument> {
  const [title, version] = SOFTWARE.split(' ');
  return SwaggerModule.createDocument(app, new DocumentBuilder().setTitle(title).setVersion(version).addBearerAuth().addCookieAuth().build());
}

async function listen(app: NestExpressApplication, port: number): Promise<string> {
  try {
    await app.listen(port, LOOPBACK);
  } catch (error) {
    await app.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new PortInUse(`Cannot listen on ${LOOPBACK}:${port}: the port is in use. Choose another with --http-port, or stop what uses it.`);
    }
    throw error;
  }
  return (await app.getUrl()).replace('localhost', LOOPBACK);
}
