import type { QuarantineReason } from '@commonward/envelope';
import type { AgentLog } from '../../../site-agent/src/console/agent-log.js';
import type { Ledger } from '../../../site-agent/src/ledger/ledger.js';
import { runAgent } from '../../../site-agent/src/tasks/agent.js';
import type { SiteKeys } from './cast.js';
import type { Process } from './machine.js';
import { SimLink } from './sim-link.js';
import { deskIn } from './site-desk.js';
import type { World } from './world.js';

/** An agent that runs. */
export interface Agent {
  readonly ledger: Ledger;
  /** As it last said; null before it is connected. */
  standing: 'connected' | 'quarantined' | null;
}

export interface AgentRun {
  readonly world: World;
  readonly process: Process;
  readonly keys: SiteKeys;
  readonly agent: Agent;
  readonly onQuarantine: () => void;
}

/** Runs the product's agent in a process, until either ends. @returns why the agent ended; never, if the process did */
export async function runIn(run: AgentRun): Promise<unknown> {
  const { world, process, keys, agent } = run;
  const { schedule, chance, onlooker } = world;
  const { coordinators } = world;
  let next = Math.floor(chance.unit() * coordinators.length);
  const connect = () => {
    onlooker.memories.forgets(process);
    const host = coordinators[next];
    next = (next + 1) % coordinators.length;
    return new SimLink(world, { process, site: keys, host });
  };
  const pause = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        if (process.isAlive) resolve();
      };
      schedule.after(ms, wake);
      signal.addEventListener('abort', wake);
    });
  try {
    const desk = deskIn(world, process, { keys, ledger: agent.ledger });
    await runAgent({ desk, connect, pause, jitter: () => chance.unit(), log: logOf(run), stop: new AbortController().signal });
    return null;
  } catch (error) {
    return process.isAlive ? error : new Promise<never>(() => undefined);
  }
}

function logOf({ world: { trace, counts }, process, agent, onQuarantine }: AgentRun): AgentLog {
  const { name } = process.machine;
  const alive =
    <T extends unknown[]>(say: (...what: T) => void) =>
    (...what: T) =>
      void (process.isAlive && say(...what));
  return {
    connected: alive(() => {
      agent.standing = 'connected';
      trace.add(name, 'is connected');
    }),
    interrupted: alive((reason: string) => {
      agent.standing = null;
      trace.add(name, `is interrupted: ${reason}`);
    }),
    quarantined: alive((reason: QuarantineReason) => {
      agent.standing = 'quarantined';
      counts.add(`quarantine: ${reason}`);
      trace.add(name, `is quarantined: ${reason}`);
      onQuarantine();
    }),
    device: alive((sentence: string) => trace.add(name, sentence)),
    closed: alive((sentence: string) => trace.add(name, `is told: ${sentence}`)),
    paused: () => undefined,
    joined: alive(({ sealed }) => trace.add(name, `takes part in the masked sum of study ${sealed.study}`)),
    summed: alive(({ study }) => trace.add(name, `has a receipt for its part in study ${study}`)),
    released: alive(({ sealed, resent }) => trace.add(name, `has a receipt for study ${sealed.study}${resent ? ', sent again' : ''}`)),
    refused: alive(({ offer, reason }) => trace.add(name, `refused study ${offer.study}: ${reason}`)),
  };
}
