import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CliError } from './cli-error.js';

/** How a command finds the coordinator: the folder it keeps its keys in, and the address of its HTTP interface. */
export interface ApiOptions {
  readonly directory: string;
  readonly url: string;
}

export const withApiOptions = (command: Command): Command =>
  command
    .requiredOption('--directory <folder>', 'folder of the coordinator (for the access key)')
    .option('--url <address>', 'HTTP interface of the coordinator', 'http://127.0.0.1:7480');

/** @throws CliError with the coordinator's own sentence, or saying that it does not answer */
export async function callApi<T>(options: ApiOptions, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const request: RequestInit = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await answerOf(options, path, request);
  return (await response.json().catch(() => ({}))) as T;
}

/** @throws CliError as `callApi` does */
export async function downloadFromApi(options: ApiOptions, path: string): Promise<Uint8Array> {
  const response = await answerOf(options, path, { method: 'GET' });
  return new Uint8Array(await response.arrayBuffer());
}

async function answerOf(options: ApiOptions, path: string, request: RequestInit): Promise<Response> {
  const headers = { Authorization: `Bearer ${accessKey(options.directory)}`, 'Content-Type': 'application/json' };
  const response = await fetch(`${options.url}/api${path}`, { ...request, headers }).catch(() => {
    throw new CliError(`The coordinator does not answer at ${options.url}: start it, or give its address with --url.`);
  });
  if (response.ok) return response;
  const { message } = (await response.json().catch(() => ({}))) as { message?: string };
  throw new CliError(message ?? `The coordinator answered with status ${response.status}.`);
}

function accessKey(directory: string): string {
  const path = join(directory, 'keys', 'consortium.json');
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { accessKey: string }).accessKey;
  } catch {
    throw new CliError(`Cannot read the access key in ${path}: give the coordinator's own --directory, as the user that runs it.`);
  }
}
