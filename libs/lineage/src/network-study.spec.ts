import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { GradientsPlan } from '@commonward/synthesis/plan';
import { aGradientsPlan } from '../../synthesis/test/a-gradients-study.js';
import { aDictionary } from '../../synthesis/test/simulated-table.js';
import { coordinator } from './a-lineage.fixture.js';
import { aTwoRoundLineage, TWO_SITES, type LineageChanges, type TwoRounds } from './a-two-round-lineage.fixture.js';
import { signFiles } from './checksums.js';
import { composeFiles } from './compose.js';
import { text, type Files } from './files.js';
import { continueStudy, replayStudy, type RoundGiven } from './replay.js';
import { evaluationSample } from './report/evaluation-sample.js';
import { verifyExport } from './verify.js';

jest.setTimeout(120_000);

const plan = aGradientsPlan({ dictionary: aDictionary({ publicCohortSize: { east: 20_000, north: 20_000 } }), sites: TWO_SITES, study: 'study-1', steps: 1 });
/** Of each class, and of each weight a slope that is nowhere near the clipping norm. */
const study: TwoRounds<GradientsPlan> = { plan, level: ({ name }) => (name === 'classes' ? 10_000 : 50) };
const aLineage = (changes?: LineageChanges<GradientsPlan>) => aTwoRoundLineage(study, changes);

const given = (lineage: ReturnType<typeof aLineage>): RoundGiven[] => {
  const [later] = lineage.later;
  if (later.aggregation !== 'plain') throw new Error('a plain round');
  return [lineage, later].map(({ offer, answers }) => ({ plan: JSON.parse(text(offer.payload)) as GradientsPlan, given: { kind: 'releases', payloads: answers.map(({ site, release }) => ({ site, payload: release.payload })) } }));
};

describe('an export of a network', () => {
  let files: Files;
  beforeAll(() => {
    files = signFiles(composeFiles(aLineage()), coordinator);
  });
  const detailOf = (changed: Files, check: string) => verifyExport(changed, null).checks.find(({ name }) => name === check)?.detail;
  const unsigned = () => [...files].filter(([path]) => !path.startsWith('SHA256SUMS'));

  it('holds records and every round, and verifies by training both networks again', () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(['data.csv', 'data.parquet', 'lineage/generator.f32', 'lineage/round-2/offer.json', 'lineage/round-2/releases/north.json']));
    expect(text(files.get('data.csv') as Uint8Array).trim().split('\n')).toHaveLength(22);
    expect(verifyExport(files, coordinator.publicKey)).toMatchObject({ holds: true });
  });

  it('does not verify with another generator, or with a round left out, whoever signs it anew', () => {
    const other = new Map(unsigned().map(([path, bytes]) => [path, path === 'lineage/generator.f32' ? bytes.map((byte, at) => (at === 99 ? byte ^ 1 : byte)) : bytes]));
    expect(detailOf(signFiles(other, coordinator), 'replay')).toContain('lineage/generator.f32 does not follow from the releases');
    const half = new Map(unsigned().filter(([path]) => !path.startsWith('lineage/round-2/')));
    expect(detailOf(signFiles(half, coordinator), 'replay')).toBe('The export lacks a round of its study.');
  });

  it('is not made if the weights of a step do not follow from the releases before it, or if there is a step too many', () => {
    const zeroed = (next: GradientsPlan): GradientsPlan => (next.part.name === 'step' ? { ...next, part: { ...next.part, weights: Buffer.alloc(Buffer.from(next.part.weights, 'base64').length).toString('base64') } } : next);
    expect(() => composeFiles(aLineage({ second: zeroed }))).toThrow('The plan of round 2 does not follow from the rounds before it.');
    const [first, second] = given(aLineage());
    expect(() => replayStudy([first, second, second])).toThrow('The plan of round 2 does not follow from the rounds before it.');
  });

  it('is the same for whoever goes on where the training stood', () => {
    const [first, second] = given(aLineage());
    const begun = replayStudy([first]);
    if (begun.kind !== 'next round' || begun.far === null) throw new Error('a round was expected');
    expect(begun.plan).toEqual(second.plan);
    expect(continueStudy(begun.far, [second])).toEqual(replayStudy([first, second]));
  });

  it('says how it was learnt, what each round cost, and what nothing here can tell', () => {
    const privacy = JSON.parse(text(files.get('privacy.json') as Uint8Array)) as { mechanism: { name: string; blocks: { name: string; rounds: number }[] }; assumptions: string[] };
    expect(privacy.mechanism.name).toContain('clipped gradients of a neural discriminator');
    expect(privacy.mechanism.blocks).toMatchObject([{ name: 'classes', rounds: 1, numbers: 2 }, { name: 'step', rounds: 1, numbers: 577 }]);
    expect(privacy.assumptions).toContainEqual(expect.stringContaining('Each site releases 2 times, every record in each'));
    const card = text(files.get('datacard.md') as Uint8Array);
    expect(card).toMatch(/\| Learnt in \| 1 steps of a neural discriminator/);
    expect(card).toContain('nothing here says how near the columns are to the real ones');
  });

  it('gives models of an evaluation records to learn from', () => {
    const trained = { plan: text(files.get('lineage/plan.json') as Uint8Array), generator: files.get('lineage/generator.f32') as Uint8Array };
    expect(evaluationSample(trained)).toEqual(evaluationSample(trained));
    expect(evaluationSample(trained).rows).toBe(2000);
  });
});
