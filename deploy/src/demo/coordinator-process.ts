import { join } from 'node:path';
import { INSIDE, OUTSIDE } from './chaos/network.js';
import { CoordinatorClient } from './coordinator-client.js';
import type { DemoOptions } from './options.js';
import { COMMONWARD, type Kept, type Processes } from './processes.js';

/** What the coordinator prints when it is up. */
interface Ready {
  /** Address of its HTTP interface. */
  readonly http: string;
  /** host:port of the doors for sites. */
  readonly enrolment: string;
  readonly federation: string;
  readonly accessKey: string;
  /** One-time address for the first study admin. */
  readonly setUp: string;
}

export interface Coordinator extends Ready {
  readonly process: Kept;
  readonly client: CoordinatorClient;
}

interface Ports {
  readonly enrolment: number;
  readonly federation: number;
  readonly http: number;
}

export function startCoordinator(options: DemoOptions, directory: string, processes: Processes): Promise<Coordinator> {
  const args = argumentsWith({ enrolment: 0, federation: 0, http: options.httpPort }, options, directory);
  return new Promise((resolveReady, reject) => {
    const process = processes.start(COMMONWARD, args, (line) => {
      const ready = JSON.parse(line) as Ready;
      resolveReady({ ...ready, process, client: new CoordinatorClient({ ...ready, patient: options.chaos }) });
    });
    process.ended.catch(reject);
  });
}

/** With these a coordinator that was killed comes back at its addresses. */
export const argumentsAt = ({ http, ...doors }: Ready, options: DemoOptions, directory: string): readonly string[] => {
  const [enrolment, federation] = portsOf(doors);
  return argumentsWith({ enrolment, federation, http: portOf(http) }, options, directory);
};

/** Of the doors for sites. */
export const portsOf = ({ enrolment, federation }: Pick<Ready, 'enrolment' | 'federation'>): readonly [number, number] => [portOf(enrolment), portOf(federation)];

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));

function argumentsWith({ enrolment, federation, http }: Ports, { chaos }: DemoOptions, directory: string): readonly string[] {
  const ports = ['--enrolment-port', String(enrolment), '--federation-port', String(federation), '--http-port', String(http)];
  const addresses = chaos ? ['--host', OUTSIDE, '--listen', INSIDE] : [];
  return ['coordinator', '--directory', join(directory, 'consortium'), '--name', 'Demo consortium', '--json', ...ports, ...addresses];
}
