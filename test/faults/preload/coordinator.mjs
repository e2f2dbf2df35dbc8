/**
 * Loaded before the coordinator's own program: the points are before and after each write of a document or blob. Every
 * release is recorded as it arrives, before any code of the coordinator has seen it.
 */
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { FederationServiceService } from '@commonward/proto';
import { FileBlobStore } from '../../../coordinator/dist/storage/blobs.js';
import { LibsqlDatabase } from '../../../coordinator/dist/storage/database.libsql.js';
import { reach } from './points.mjs';

const { FAULT_ARRIVALS } = process.env;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function around(name, write) {
  reach(`before ${name}`);
  const result = await write();
  reach(`after ${name}`);
  return result;
}

if (isMainThread) {
  const { collection } = LibsqlDatabase.prototype;
  LibsqlDatabase.prototype.collection = function (name) {
    const documents = collection.call(this, name);
    return {
      ...documents,
      insert: (...args) => around(`insert ${name}`, () => documents.insert(...args)),
      replace: (...args) => around(`replace ${name}`, () => documents.replace(...args)),
    };
  };

  const { put } = FileBlobStore.prototype;
  FileBlobStore.prototype.put = function (bytes) {
    return around('put blob', () => put.call(this, bytes));
  };

  const { submitRelease } = FederationServiceService;
  const { requestDeserialize } = submitRelease;
  submitRelease.requestDeserialize = (bytes) => {
    const request = requestDeserialize(bytes);
    const { site, study, round } = JSON.parse(Buffer.from(request.release.statement).toString());
    appendFileSync(FAULT_ARRIVALS, `${JSON.stringify({ site, study, round, payload: sha256(request.release.payload), request: sha256(bytes) })}\n`);
    return request;
  };
}
