import type { Ledger } from '../../../site-agent/src/ledger/ledger.js';
import { openLedger } from '../../../site-agent/src/ledger/ledger.js';
import { noNetworks } from '../../../site-agent/src/training/networks.js';
import type { Desk } from '../../../site-agent/src/tasks/answer-offer.js';
import type { Policy } from '../../../site-agent/src/policy/policy.js';
import { coordinatorKeys, dictionary, guarantee, isRosterOf, LEDGER_DIR, someRecords, type SiteKeys } from './cast.js';
import type { Conditions } from './conditions.js';
import type { Process } from './machine.js';
import { dateAt } from './virtual-date.js';
import type { World } from './world.js';

const { delta: deltaMax, unit, adjacency } = guarantee;

/** Noise that counts on others is allowed where there are sums to take part in. */
function policyOf({ epsilonCap, aggregation }: Conditions): Policy {
  return { epsilonCap, deltaMax, unit, adjacency, trust: aggregation === 'masked' ? 'shared' : 'local' };
}

/** Opens the ledger of a site as a process on one of its machines. @throws what the product throws */
export function openLedgerIn({ conditions, schedule, trace, onlooker, atRest }: World, process: Process, { name, identity }: SiteKeys): Ledger {
  const { machine, disk, table } = process;
  const { maxRhoUnitsPerRound } = conditions;
  const policy = { ...policyOf(conditions), ...(maxRhoUnitsPerRound === null ? {} : { maxRhoUnitsPerRound }) };
  const clock = () => dateAt(schedule.nowMs + machine.clockErrorMs);
  const ledger = openLedger({ dir: LEDGER_DIR, identity, site: name, clock, policy }, { disk: atRest.disk(disk), processes: table });
  trace.add(machine.name, `starts with record ${ledger.head.seq}`);
  onlooker.opens(machine, ledger);
  return ledger;
}

/** All that a site answers with, as the product puts it together; the onlooker sees when records are read. */
export function deskIn({ conditions, chance, onlooker, schedule }: World, process: Process, { keys, ledger }: { readonly keys: SiteKeys; readonly ledger: Ledger }): Desk {
  const { name, identity } = keys;
  return {
    sender: { site: name, consortium: coordinatorKeys.consortium, identity },
    coordinatorKey: coordinatorKeys.identity.publicKey,
    dictionary,
    policy: policyOf(conditions),
    ledger,
    records: {
      kind: 'table',
      read: (debit) => {
        onlooker.reads(process, name, debit);
        return someRecords();
      },
    },
    random: chance.source(),
    networks: noNetworks,
    operator: { ...process.machine.orders.seenBy(process, schedule), approvesRoster: (sha256) => isRosterOf(conditions.sites, sha256) },
  };
}
