import { Worker } from 'node:worker_threads';

/** Where a site joins from, and what it is told on its command line. */
export interface Hospital {
  readonly token: string;
  readonly home: string;
  readonly records: string;
  readonly dictionary: string;
  readonly policy: string;
}

/** What the process of the agents is asked. */
export interface Hire {
  /** Path of the site agent's program. */
  readonly program: string;
  readonly hospitals: readonly Hospital[];
}

/** Joins every site, one after the other, and then runs the agents: each is the whole program, on a thread of its own. */
async function employ({ program, hospitals }: Hire): Promise<void> {
  for (const { token, home, records, dictionary, policy } of hospitals) {
    await ended(new Worker(program, { argv: ['join', token, '--home', home, '--records', records, '--dictionary', dictionary, '--policy', policy], stdout: true }));
  }
  for (const { home } of hospitals) {
    const agent = new Worker(program, { argv: ['run', '--home', home], stdout: true });
    agent.stdout.resume();
    agent.once('exit', (code) => process.exit(code === 0 ? 1 : code));
  }
}

function ended(worker: Worker): Promise<void> {
  worker.stdout.resume();
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A site could not join; its program ended with code ${code}.`))));
  });
}

process.once('message', (hire: Hire) => void employ(hire));
// Whoever has started the agents is gone.
process.once('disconnect', () => process.exit(0));
