import { openLedger, type Ledger } from '../ledger/ledger.js';
import { nodeProcesses } from '../ledger/process-table.js';
import { ledgerDirectory, type Home } from './home.js';

/** Opens this site's ledger with its own policy, and holds it: a second process that tries gets a clear refusal. */
export const openSiteLedger = (home: Home): Ledger =>
  openLedger(
    {
      dir: ledgerDirectory(home),
      identity: home.identity,
      site: home.membership.site,
      clock: () => new Date(),
      policy: home.policy,
    },
    { disk: home.disk, processes: nodeProcesses },
  );
