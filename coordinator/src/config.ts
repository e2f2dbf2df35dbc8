/** Everything the coordinator is told at its start. Port 0 takes any free port. */
export interface CoordinatorConfig {
  /** Folder for the database, blobs, keys and exports. */
  readonly directory: string;
  readonly consortium: string;
  /** Address on which sites reach the coordinator; also in join tokens. */
  readonly host: string;
  readonly enrolmentPort: number;
  readonly federationPort: number;
  /** The HTTP interface answers on loopback only; a reverse proxy publishes it. */
  readonly httpPort: number;
}

export const CONFIG = Symbol('CoordinatorConfig');
