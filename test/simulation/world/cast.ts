import { rhoUnits } from '@commonward/accounting';
import { identityFromSeed, type Identity } from '@commonward/envelope';
import { Sensitive } from '@commonward/privacy';
import { encodeTable, parseDictionary, readTable, type EncodedTable } from '@commonward/schema';
import { rosterOf, rosterSha256 } from '@commonward/secure-aggregation';
import { eventOf, planPairs, withIdentityKeys, type Aggregation, type Forecast, type TrainingPlan, type Trust } from '@commonward/synthesis/plan';
import type { ConsortiumKeys } from '../../../coordinator/src/identity/consortium-keys.js';

/** Who and what appears in every run: made once, and never changed by any. */
export const SITES = ['cleveland', 'budapest', 'zurich', 'longbeach'] as const;
export const STUDIES = ['heart', 'lung', 'liver'] as const;
/** Machines of the coordinator's. */
export const COORDINATORS = ['coordinator', 'coordinator 2'] as const;
export const LEDGER_DIR = '/home/site/ledger';

const identityNumber = (number: number): Identity => identityFromSeed(new Uint8Array(32).fill(number));
const noCertificate = { certificate: '', privateKey: '' };

export const coordinatorKeys: ConsortiumKeys = { consortium: 'Heart', identity: identityNumber(1), authority: noCertificate, server: noCertificate, accessKey: '' };

export interface SiteKeys {
  readonly name: string;
  readonly identity: Identity;
  /** Stands for the DER of one: the coordinator knows a site by its hash, and nothing here looks into it. */
  readonly certificate: Uint8Array;
}

export const siteKeys: readonly SiteKeys[] = SITES.map((name, index) => ({
  name,
  identity: identityNumber(index + 2),
  certificate: new TextEncoder().encode(`certificate of ${name}`),
}));

export const guarantee = { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

export const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'ward',
    kind: 'table',
    unit: 'patient',
    target: 'y',
    columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: [0, 1], missing: [] })),
  }),
});

const { table } = readTable({ text: 'x,y\n0,0\n0,1\n1,1\n1,1\n', file: 'ward.csv', dictionary });
export const someRecords = (): Sensitive<Iterable<EncodedTable>> => Sensitive.of([encodeTable(table, dictionary)]);

interface Planned {
  readonly plan: TrainingPlan;
  readonly forecast: Forecast;
}

export interface PlannedStudy {
  readonly id: string;
  readonly sites: readonly string[];
  readonly trust: Trust;
  readonly aggregation: Aggregation;
}

const plans = new Map<string, Planned>();

/** The plan of a study, as its coordinator offers it. */
export function planOf(study: PlannedStudy): Planned {
  const name = [study.id, study.trust, study.aggregation, ...study.sites].join();
  const known = plans.get(name) ?? planned(study);
  plans.set(name, known);
  return known;
}

function planned({ id: study, sites, trust, aggregation }: PlannedStudy): Planned {
  const planning = planPairs({ study, dictionary, guarantee, trust, aggregation, sites, seed: 'a'.repeat(64) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return { plan: withIdentityKeys(planning.plan, identityKeys(sites)), forecast: planning.forecast };
}

const identityKeys = (sites: readonly string[]): ReadonlyMap<string, string> => new Map(siteKeys.filter(({ name }) => sites.includes(name)).map(({ name, identity }) => [name, identity.publicKey]));

/** What a round of a study costs each of its sites. */
export const roundRhoUnits = (study: PlannedStudy): number => rhoUnits(eventOf(planOf(study).plan));

/** Whether a roster is that of these sites with their own keys, as their operators have compared them. */
export const isRosterOf = (sites: readonly string[], sha256: string): boolean => rosterSha256(rosterOf({ identityKeys: Object.fromEntries(identityKeys(sites)) })) === sha256;
