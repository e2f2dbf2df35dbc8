import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from '../app.module.js';
import { loadConsortiumKeys } from '../identity/consortium-keys.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import { openApiDocument } from './document.js';

/** The document of a coordinator that is never started: no service is made, no port is opened, and its keys are thrown away. */
export async function previewDocument(): Promise<OpenAPIObject> {
  const directory = mkdtempSync(join(tmpdir(), 'commonward-preview-'));
  try {
    const loopback = { host: '127.0.0.1', listen: '127.0.0.1', httpListen: '127.0.0.1' };
    const config = { directory, consortium: 'Preview', ...loopback, enrolmentPort: 0, federationPort: 0, httpPort: 0, otherCoordinators: [], replica: 'preview', leaseMs: 10_000, mongoUrl: null };
    const keys = await loadConsortiumKeys(config);
    const app = await NestFactory.create(AppModule.with(config, keys, new MemoryDatabase()), { preview: true, logger: ['error'] });
    return openApiDocument(app);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
