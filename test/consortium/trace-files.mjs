/**
 * Loaded into a program with --import, before its own code: writes one line for each write to, sync, rename and read of a
 * file, in order, to the file named by `?to=`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { openSync, readSync, writeSync, fdatasyncSync, fsyncSync, renameSync, readFileSync } = fs;
const trace = openSync(new URL(import.meta.url).searchParams.get('to'), 'a');
const paths = new Map();
const read = new Set();
const note = (what, path) => writeSync(trace, `${what} ${path}\n`);

fs.openSync = (path, ...rest) => {
  const descriptor = openSync(path, ...rest);
  paths.set(descriptor, String(path));
  read.delete(descriptor);
  return descriptor;
};
/** Once for each time the file was opened. */
fs.readSync = (descriptor, ...rest) => {
  if (!read.has(descriptor)) note('read', paths.get(descriptor));
  read.add(descriptor);
  return readSync(descriptor, ...rest);
};
fs.writeSync = (descriptor, ...rest) => {
  note('write', paths.get(descriptor));
  return writeSync(descriptor, ...rest);
};
fs.fdatasyncSync = (descriptor) => {
  fdatasyncSync(descriptor);
  note('sync', paths.get(descriptor));
};
fs.fsyncSync = (descriptor) => {
  fsyncSync(descriptor);
  note('sync', paths.get(descriptor));
};
fs.renameSync = (from, to) => {
  renameSync(from, to);
  note('rename', to);
};
fs.readFileSync = (path, ...rest) => {
  note('read', path);
  return readFileSync(path, ...rest);
};
syncBuiltinESMExports();
