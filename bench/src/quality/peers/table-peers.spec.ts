import { describe, expect, it } from '@jest/globals';
import { openTablePeers } from './table-peers.js';

describe('openTablePeers', () => {
  it.each([
    ['there is no such interpreter', '/nowhere/python3'],
    ['the interpreter cannot run the peers', process.execPath],
  ])('has nobody where %s', async (_, python) => {
    expect(await openTablePeers({ python, env: process.env })).toBeNull();
  });
});
