import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Hire, Hospital } from './agents.js';
import type { Children } from './children.js';
import { CoordinatorApi } from './coordinator-api.js';
import type { Stack } from './round-time.js';
import { dictionaryOf, recordsOf, type TableShape } from './study-of-size.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const COMMONWARD = join(ROOT, 'coordinator', 'bin', 'commonward.js');
const COMMONWARD_SITE = join(ROOT, 'site-agent', 'bin', 'commonward-site.js');

const LOOKS_EVERY_MS = 300;
const GUARANTEE = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
/** Room for every round of a cell. */
const POLICY = { epsilonCap: 200, deltaMax: GUARANTEE.delta, unit: GUARANTEE.unit, adjacency: GUARANTEE.adjacency };

/** What the coordinator prints when it is up. */
interface Ready {
  readonly http: string;
  readonly accessKey: string;
}

export interface Cell {
  readonly sites: number;
  readonly shape: TableShape;
}

/** Both kinds of rounds of one consortium. */
export interface OurStacks {
  readonly plain: Stack;
  readonly masked: Stack;
}

/** Starts a coordinator, and agents that have joined it: the programs of the product, over its own interfaces. @param folder for all they store */
export async function ourStacks({ sites, shape }: Cell, { children, folder }: { readonly children: Children; readonly folder: string }): Promise<OurStacks> {
  const ports = ['--enrolment-port', '0', '--federation-port', '0', '--http-port', '0'];
  const coordinator = children.answering(process.execPath, ['--no-warnings', COMMONWARD, 'coordinator', '--directory', join(folder, 'consortium'), '--name', 'Bench', '--json', ...ports], process.env);
  const api = new CoordinatorApi(JSON.parse(await coordinator.line()) as Ready);
  const names = Array.from({ length: sites }, (_, place) => `site-${String(place).padStart(2, '0')}`);
  const dictionary = dictionaryOf(shape, names);
  const hospitals: Hospital[] = [];
  for (const name of names) hospitals.push({ token: await api.invite(name), ...hospitalAt(join(folder, name), { dictionary, records: recordsOf(shape) }) });
  const agents = children.told(new URL('./agents.js', import.meta.url), { program: COMMONWARD_SITE, hospitals } satisfies Hire);
  while ((await api.connected()) < sites) await wait(LOOKS_EVERY_MS);
  const stack = (aggregation: 'plain' | 'masked'): Stack => ({ name: aggregation, processes: [coordinator.pid, agents.pid], round: () => playedRound(api, { dictionary, aggregation, sites: names }) });
  return { plain: stack('plain'), masked: stack('masked') };
}

function hospitalAt(folder: string, { dictionary, records }: { readonly dictionary: object; readonly records: string }): Omit<Hospital, 'token'> {
  mkdirSync(folder, { recursive: true });
  const written = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return {
    home: join(folder, 'home'),
    records: written('records.csv', records),
    dictionary: written('dictionary.json', JSON.stringify(dictionary)),
    policy: written('policy.json', JSON.stringify(POLICY)),
  };
}

/**
 * A study is one round. It is stopped when the sum is known, so that the training of its generator, which belongs to no round, takes no
 * time from the next one.
 */
async function playedRound(api: CoordinatorApi, { dictionary, aggregation, sites }: { readonly dictionary: object; readonly aggregation: 'plain' | 'masked'; readonly sites: readonly string[] }): ReturnType<Stack['round']> {
  const everybody = aggregation === 'plain' ? { quorum: sites.length } : {};
  const { id } = await api.create({ name: `A ${aggregation} round`, dictionary, ...GUARANTEE, trust: 'local', aggregation, sites, ...everybody });
  const beganAt = Date.now();
  await api.start(id);
  for (;;) {
    await wait(LOOKS_EVERY_MS);
    const { state, failure, summedAt, rounds } = await api.study(id);
    if (state !== 'running') throw new Error(`The study is ${state}: ${failure}`);
    if (summedAt === null) continue;
    await api.stop(id);
    const missing = rounds[0].sites.find((site) => site.state !== 'released');
    if (missing !== undefined) throw new Error(`The release of ${missing.site} is not in the sum.`);
    return { beganAt, endedAt: Date.parse(summedAt) };
  }
}
