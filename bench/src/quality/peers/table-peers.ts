import { fileURLToPath } from 'node:url';
import type { Guarantee } from '@commonward/accounting';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { startLineProcess, type LineProcess } from '../../dpsgd/line-process.js';
import { peerForm, type PeerColumns } from './peer-columns.js';
import { PEER_KINDS, PEER_METHODS, type PeerMethod } from './peer-methods.js';

/** What is asked of one peer. */
export interface PeerTask {
  readonly method: PeerMethod;
  /** All training records, in one place. */
  readonly train: RecordTable;
  readonly dictionary: DataDictionary;
  /** For all of them in one place; null for peers that have none to give. */
  readonly guarantee: Guarantee | null;
  readonly seed: number;
}

/** As many records as there were to learn from. */
export type PeerAnswer = { readonly kind: 'drawn'; readonly table: RecordTable; readonly cpuSeconds: number } | { readonly kind: 'failed'; readonly problem: string };

/** Generators of others, in a process of their own. */
export interface TablePeers {
  /** Those that are here, and the package and version each comes from. */
  readonly sources: ReadonlyMap<PeerMethod, string>;
  answer(task: PeerTask): Promise<PeerAnswer>;
  close(): void;
}

const PROGRAM = fileURLToPath(new URL('../../../peers/tables.py', import.meta.url));

/**
 * Starts the peers with one thread for each of their numerical libraries, as we have.
 *
 * @param python the interpreter's file name or path
 * @returns null if it cannot be started, or has not even pandas
 */
export async function openTablePeers({ python, env }: { python: string; env: NodeJS.ProcessEnv }): Promise<TablePeers | null> {
  const started = await startLineProcess({ command: python, args: [PROGRAM], env });
  if (started === null) return null;
  const { sources } = started.first as { sources: Readonly<Partial<Record<PeerMethod, string>>> };
  return {
    sources: new Map(PEER_METHODS.flatMap((method) => (sources[method] === undefined ? [] : [[method, sources[method]] as const]))),
    answer: (task) => answerOf(started, task),
    close: () => started.close(),
  };
}

type Said = { readonly values: PeerColumns; readonly cpuSeconds: number } | { readonly problem: string };

async function answerOf(peers: LineProcess, { method, train, dictionary, guarantee, seed }: PeerTask): Promise<PeerAnswer> {
  const form = peerForm(PEER_KINDS[method].view, { table: train, dictionary, seed });
  const said = (await peers.ask({ method, ...form.about, values: form.columns, rows: train.rows, guarantee, seed })) as Said;
  return 'problem' in said ? { kind: 'failed', problem: said.problem } : { kind: 'drawn', table: form.back(said.values), cpuSeconds: said.cpuSeconds };
}
