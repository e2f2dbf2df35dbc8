/**
 * Loaded before the site's own program: the points are before each change that the ledger asks of its disk, and before and
 * after each call to the coordinator.
 */
import { basename } from 'node:path';
import { FederationServiceClient } from '@commonward/proto';
import { nodeDisk } from '../../../site-agent/dist/ledger/node-disk.js';
import { reach } from './points.mjs';

const READS = new Set(['read', 'open', 'size', 'close', 'list']);
const CALLS = ['witness', 'submitRelease', 'submitRefusal'];

/** Payloads are named by a hash. */
const nameOf = (path) => basename(path).replace(/^[0-9a-f]{64}/, 'payload');

for (const [name, call] of Object.entries(nodeDisk)) {
  nodeDisk[name] = (path, ...rest) => {
    if (!READS.has(name)) reach(`${name} ${nameOf(path)}`);
    const result = call(path, ...rest);
    return name === 'open' || name === 'create' ? watchedFile(result, nameOf(path)) : result;
  };
}

function watchedFile(file, name) {
  const get = (target, method) => (...args) => {
    if (!READS.has(method)) reach(`${method} ${name}`);
    return target[method](...args);
  };
  return new Proxy(file, { get });
}

for (const name of CALLS) {
  const call = FederationServiceClient.prototype[name];
  FederationServiceClient.prototype[name] = function (...args) {
    const reply = args.pop();
    reach(`before ${name}`);
    const answered = (...answer) => {
      reach(`after ${name}`);
      reply(...answer);
    };
    return call.apply(this, [...args, answered]);
  };
}
