/** Everything the coordinator is told at its start. Port 0 takes any free port. */
export interface CoordinatorConfig {
  /** Folder for keys, blobs and exports, and for the embedded store. */
  readonly directory: string;
  readonly consortium: string;
  /** Address on which sites reach the coordinator; also in join tokens. */
  readonly host: string;
  /** Address that the doors for sites are bound to. */
  readonly listen: string;
  readonly enrolmentPort: number;
  readonly federationPort: number;
  /** Address that the HTTP interface is bound to. It has no TLS: anything but loopback must be behind a proxy or in a container. */
  readonly httpListen: string;
  readonly httpPort: number;
  /** Addresses at which sites join the consortium's other coordinators, as host:port; they are named in join tokens too. */
  readonly otherCoordinators: readonly string[];
  /** Name of this coordinator among those that share its store. */
  readonly replica: string;
  /** For how long nobody must have heard of the coordinator that leads before another takes the lead. */
  readonly leaseMs: number;
  /** Address of MongoDB, with user and password; null for the embedded store. */
  readonly mongoUrl: string | null;
}

export const CONFIG = Symbol('CoordinatorConfig');
