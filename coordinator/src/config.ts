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
  /** Address of MongoDB, with user and password; null for the embedded store. */
  readonly mongoUrl: string | null;
}

export const CONFIG = Symbol('CoordinatorConfig');
