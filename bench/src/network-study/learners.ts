import type { Guarantee } from '@commonward/accounting';
import { chestXrayDictionary } from '@commonward/cohorts';
import type { DaySet, ImageSet, SiteRecords } from '@commonward/evaluation';
import { Sensitive } from '@commonward/privacy';
import { encodeTable, type AnyDictionary, type DataDictionary, type RecordTable, type SeriesDays, type SeriesDictionary } from '@commonward/schema';
import { generatorOf, sampleDrawnDays, sampleDrawnImages, sampleRecords, type NetworkGenerator } from '@commonward/synthesis/coordinator';
import { isOf, planGradients, type Clipping, type GradientsPlan, type Trust } from '@commonward/synthesis/plan';
import type { NetworkRecords } from '@commonward/synthesis/site';
import type { Learnt } from '../gan/measure.js';
import { HOSPITAL_NAMES } from '../images/four-hospitals.js';
import { labelledImages } from '../images/labelled-images.js';
import { planned } from '../planned.js';
import { publicSeed } from '../public-seed.js';
import { SITE_NAMES } from '../series/learn-days.js';
import { daySet } from '../series/measure-days.js';
import { signalToNoise, trainStudy } from './train-study.js';

/** What a study has beside its records. */
export interface StudyTerms {
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  /** Null for as many as are usual. */
  readonly steps: number | null;
  readonly clipping: Clipping;
}

const STREAM = 'bench';

interface StudySites<Dictionary> {
  readonly dictionary: Dictionary;
  readonly sites: readonly { readonly name: string; readonly records: NetworkRecords }[];
  /** Records at all sites together. */
  readonly records: number;
  readonly seed: number;
}

interface Trained<Dictionary extends AnyDictionary> {
  readonly plan: GradientsPlan<Dictionary>;
  readonly generator: NetworkGenerator;
  readonly forecast: number;
}

/** Trains a study, of as many records as the product asks for if it would refuse these. */
function trained<Dictionary extends AnyDictionary>({ dictionary, sites, records, seed }: StudySites<Dictionary>, { trust, ...terms }: StudyTerms, isPlanOf: (plan: GradientsPlan) => plan is GradientsPlan<Dictionary>): Trained<Dictionary> {
  const aggregation = trust === 'shared' ? 'masked' : 'plain';
  const names = sites.map(({ name }) => name);
  const study = { ...terms, study: `bench-network-${dictionary.name}`, trust, aggregation, sites: names, seed: publicSeed(seed) } as const;
  const known = Object.fromEntries(names.map((name) => [name, Math.ceil(records / names.length)]));
  const plan = planned(known, (publicCohortSize) => planGradients({ ...study, dictionary: { ...dictionary, publicCohortSize } }), true);
  if (!isPlanOf(plan)) throw new Error(`A plan of records of kind ${dictionary.kind} was expected.`);
  return { plan, generator: generatorOf(trainStudy(plan, sites.map((site) => site.records))), forecast: signalToNoise(plan, records) };
}

export function learnRecords({ dictionary, sites, rows, seed }: { readonly dictionary: DataDictionary; readonly sites: readonly SiteRecords[]; readonly rows: number; readonly seed: number }, terms: StudyTerms): Learnt<RecordTable> {
  const named = sites.map(({ name, table }) => ({ name, records: { kind: 'table', records: Sensitive.of([encodeTable(table, dictionary)]) } as const }));
  const { plan, generator, forecast } = trained({ dictionary, sites: named, records: rows, seed }, terms, (each) => isOf(each, 'table'));
  return { synthetic: sampleRecords({ generator, plan, rows, conditions: [], stream: STREAM }), forecast };
}

export function learnImages({ hospitals, images, seed }: { readonly hospitals: readonly ImageSet[]; readonly images: number; readonly seed: number }, terms: StudyTerms): Learnt<ImageSet> {
  const [{ height, width }] = hospitals;
  const sites = hospitals.map((set, k) => ({ name: HOSPITAL_NAMES[k], records: { kind: 'image', records: Sensitive.of(labelledImages(set)) } as const }));
  const records = hospitals.reduce((sum, { labels }) => sum + labels.length, 0);
  const { plan, generator, forecast } = trained({ dictionary: chestXrayDictionary({ height, width }), sites, records, seed }, terms, (each) => isOf(each, 'image'));
  return { synthetic: { height, width, ...sampleDrawnImages(generator, plan, { images: plan.dictionary.classes.map(() => images), stream: STREAM }) }, forecast };
}

export function learnDays({ dictionary, sites, count, seed }: { readonly dictionary: SeriesDictionary; readonly sites: readonly SeriesDays[]; readonly count: number; readonly seed: number }, terms: StudyTerms): Learnt<DaySet> {
  const named = sites.map((days, k) => ({ name: SITE_NAMES[k], records: { kind: 'series', records: Sensitive.of([days]) } as const }));
  const { plan, generator, forecast } = trained({ dictionary, sites: named, records: count, seed }, terms, (each) => isOf(each, 'series'));
  return { synthetic: daySet(sampleDrawnDays(generator, plan, { days: count, stream: STREAM, cells: new Map() }), dictionary), forecast };
}
