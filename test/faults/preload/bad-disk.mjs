/**
 * Loaded before a program: gives it a bad disk, through the adapters that write to it. SLOW_MS: every sync of a site, and
 * every write of a coordinator, takes that long. READ_ONLY: while this file is there, nothing can be written.
 */
import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { FileBlobStore } from '../../../coordinator/dist/storage/blobs.js';
import { LibsqlDatabase } from '../../../coordinator/dist/storage/database.libsql.js';
import { nodeDisk } from '../../../site-agent/dist/ledger/node-disk.js';

const { SLOW_MS, READ_ONLY } = process.env;
const READS = new Set(['read', 'open', 'size', 'close', 'list']);

/** Blocks the process as the system call does. */
const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(SLOW_MS ?? 0));

function refuse(code) {
  if (READ_ONLY !== undefined && existsSync(READ_ONLY)) throw Object.assign(new Error(`${code}: read-only file system`), { code, errno: -30 });
}

function badly(name, call) {
  return (...args) => {
    if (!READS.has(name)) refuse('EROFS');
    if (name === 'sync' || name === 'syncDirectory') wait();
    return call(...args);
  };
}

const badFile = (file) => new Proxy(file, { get: (target, name) => badly(name, (...args) => target[name](...args)) });

for (const [name, call] of Object.entries(nodeDisk)) {
  const bad = badly(name, call);
  nodeDisk[name] = name === 'open' || name === 'create' ? (...args) => badFile(bad(...args)) : bad;
}

if (isMainThread) {
  const { collection, underLease } = LibsqlDatabase.prototype;
  const write = (work) => async (...args) => {
    refuse('SQLITE_READONLY');
    wait();
    return work(...args);
  };
  const onBadDisk = (documents) => ({ ...documents, insert: write(documents.insert), replace: write(documents.replace) });
  LibsqlDatabase.prototype.collection = function (name) {
    return onBadDisk(collection.call(this, name));
  };
  LibsqlDatabase.prototype.underLease = async function (term) {
    const leased = await underLease.call(this, term);
    return { ...leased, collection: (name) => onBadDisk(leased.collection(name)) };
  };
  const { put } = FileBlobStore.prototype;
  FileBlobStore.prototype.put = async function (bytes) {
    refuse('EROFS');
    wait();
    return put.call(this, bytes);
  };
}
