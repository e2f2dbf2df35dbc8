/** Verifies exports on a thread of its own, with the code as built: inside a test sandbox the replay is several times slower. */
import { parentPort } from 'node:worker_threads';
import { verifyExport } from '@commonward/lineage';

parentPort.on('message', ({ files, expectedKey }) => parentPort.postMessage(verifyExport(files, expectedKey)));
