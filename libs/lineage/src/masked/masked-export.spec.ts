import { describe, expect, it } from '@jest/globals';
import { canonicalJson, envelopeSha256, seal, sha256Hex, type Envelope } from '@commonward/envelope';
import { AggregationError, coordinatorStep, decodeCoordinatorState, encodeCoordinatorState, nativePrimitives } from '@commonward/secure-aggregation';
import { identity } from '../a-lineage.fixture.js';
import { signFiles } from '../checksums.js';
import { composeFiles } from '../compose.js';
import { text, utf8, type Files } from '../files.js';
import { lineageFiles, type Lineage, type MaskedLineage } from '../lineage.js';
import { trainedReplay } from '../a-replay.fixture.js';
import { verifyExport } from '../verify.js';
import { aMaskedStudy, consortiumKey, contributionOf, SITES } from './a-masked-lineage.fixture.js';
import { publishedTranscriptOf, TRANSCRIPT, type MaskedRound, type SiteContribution } from './masked-files.js';

const { plan, rehearsal, state, lineage } = aMaskedStudy();
const { offer, round } = lineage;
const composed = composeFiles(lineage);
const exported = signFiles(composed, consortiumKey);
const derived = [...composed].filter(([path]) => !lineageFiles(lineage).has(path));
const played = { plan, offer, rehearsal };

const failures = (files: Files): readonly string[] =>
  verifyExport(files, null)
    .checks.filter(({ holds, detail }) => !holds && !detail.startsWith('not run'))
    .map(({ name, detail }) => `${name}: ${detail}`);

/** What a verifier says of the export with another lineage in it, all listed and signed by the coordinator. */
const signedWith = (changes: Partial<MaskedLineage>): readonly string[] => failures(signFiles(new Map([...derived, ...lineageFiles({ ...lineage, ...changes })]), consortiumKey));
const ofRound = (changes: Partial<MaskedRound>): readonly string[] => signedWith({ round: { ...round, ...changes } });
const ofTranscript = (changes: Partial<MaskedRound['transcript']>): readonly string[] => ofRound({ transcript: { ...round.transcript, ...changes } });
const replaced = (k: number, part: Partial<SiteContribution>): readonly SiteContribution[] => round.parts.map((whole, j) => (j === k ? { ...whole, ...part } : whole));

const receiptOf = ({ site, contribution }: SiteContribution, ledger: { seq: number; head: string }): Envelope =>
  seal({ kind: 'receipt', consortium: 'Test', study: plan.study, round: 1, signer: consortiumKey.publicKey, site, envelopeSha256: envelopeSha256(contribution), ledger }, new Uint8Array(), consortiumKey);

const flipMiddle = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte));
const changed = (files: Files, path: string, change: (bytes: Uint8Array) => Uint8Array): Files => new Map([...files].map(([name, bytes]) => [name, name === path ? change(bytes) : bytes]));
const jsonOf = (files: Files, path: string): unknown => JSON.parse(text(files.get(path) ?? new Uint8Array()));

describe('an export of a masked study', () => {
  it('holds as it was composed and signed, and the verifier says whose sum it is, under which trust', () => {
    const { holds, checks } = verifyExport(exported, consortiumKey.publicKey);
    expect(holds).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(['signer', 'signature', 'checksums', 'lineage', 'aggregation', 'replay']);
    expect(checks[4].detail).toBe(
      "masked: the sum of 3 of 4 sites, at least 3 needed; not in it: site-0003; keys, sharers, masked vectors and consents are signed by the plan's sites, and the sum is unmasked again; trust local, booked is the view alone: epsilon 2.000",
    );
  });

  it('is composed of the same bytes again', () => {
    const again = composeFiles(aMaskedStudy().lineage);
    expect([...again.keys()]).toEqual([...composed.keys()]);
    for (const [path, bytes] of composed) expect(again.get(path)).toEqual(bytes);
  });

  it('holds the generator of the survivors’ sum, and no release', () => {
    const sum = rehearsal.sumOf([0, 1, 2]);
    expect(composed.get('lineage/generator.f32')).toEqual(trainedReplay({ plan, given: { kind: 'sum', residues: sum, sites: SITES.slice(0, 3) } }).bytes);
    expect([...composed.keys()].filter((path) => path.startsWith('lineage/'))).toEqual([
      'lineage/export.json',
      'lineage/offer.json',
      'lineage/aggregation/state.bin',
      ...SITES.slice(0, 3).flatMap((site) => [`lineage/aggregation/${site}.masked`, `lineage/contributions/${site}.json`, `lineage/receipts/${site}.json`]),
      'lineage/plan.json',
      'lineage/dictionary.json',
      'lineage/generator.f32',
    ]);
  });

  it('holds a state of the coordinator that closes to the masks which the coordinator had', () => {
    const tools = { primitives: nativePrimitives, identity: consortiumKey };
    const exportedState = decodeCoordinatorState(composed.get(TRANSCRIPT) ?? new Uint8Array());
    expect(coordinatorStep(tools, exportedState, { kind: 'closed' })).toEqual(coordinatorStep(tools, state, { kind: 'closed' }));
  });

  it('states which sites are in the sum, which are not, the threshold, and whom it lets compute what', () => {
    expect(jsonOf(composed, 'privacy.json')).toMatchObject({
      aggregation: 'masked',
      sites: [{ site: 'site-0000', ledger: { seq: 3 }, budget: { capRhoUnits: 5e11 } }, { site: 'site-0001' }, { site: 'site-0002' }],
      sum: { sites: SITES.slice(0, 3), notInSum: ['site-0003'], threshold: 3, masks: 'between every two sites' },
    });
    const card = text(composed.get('datacard.md') ?? new Uint8Array());
    expect(card).toContain('| Aggregation | masked: the sum of 3 of 4 sites, at least 3 needed; not in it: site-0003 |');
    expect(card).toContain('the guarantee would hold even if these masks were opened');
    expect(card).not.toContain('signed release');
  });

  it('in shared trust says that the guarantee counts on sites and on the masks, and what is left without them', () => {
    const shared = composeFiles(aMaskedStudy({ trust: 'shared', absent: {} }).lineage);
    const { sum, views } = jsonOf(shared, 'privacy.json') as { sum: { recomputable: string; threshold: number }; views: { booked: string; alone: { epsilon: number }; coalition: { epsilon: number } } };
    expect(sum.threshold).toBe(4);
    expect(sum.recomputable).toContain('the guarantee holds against whoever holds this export together with 1 of the sites, and for as long as X25519 hides the masks');
    expect(views.booked).toBe('coalition');
    expect(views.alone.epsilon).toBeGreaterThan(views.coalition.epsilon);
    expect(verifyExport(signFiles(shared, consortiumKey), null).checks[4].detail).toContain('the sum of 4 of 4 sites, at least 4 needed; keys');
  });

  it.each([...exported.keys()])('does not hold when one bit of %s is flipped', (path) => {
    expect(failures(changed(exported, path, flipMiddle))).not.toEqual([]);
  });

  it.each([...exported.keys()])('does not hold without %s', (path) => {
    expect(failures(new Map([...exported].filter(([name]) => name !== path)))).not.toEqual([]);
  });

  it('does not hold for another signer', () => {
    expect(verifyExport(exported, identity(9).publicKey).checks[0].holds).toBe(false);
  });
});

describe('an export of a masked study that its own coordinator changed and signed', () => {
  const [first, second] = round.parts;
  /** The same study once more, in another attempt: everything signed, and nothing of it from this one. */
  const stale = aMaskedStudy({ attempt: 2 });
  const staleRound = stale.lineage.round;

  it('does not hold with the vectors of two sites swapped', () => {
    expect(ofRound({ parts: [{ ...first, masked: second.masked }, { ...second, masked: first.masked }, round.parts[2]] })).toEqual(['aggregation: The masked vector of site-0000 is not that of the transcript.']);
  });

  it('does not hold with another vector, and its digest in the transcript made to fit', () => {
    const masked = flipMiddle(second.masked);
    const inputs = round.transcript.inputs.map((input, k) => (k === 1 ? { ...input, maskedSha256: new Uint8Array(Buffer.from(sha256Hex(masked), 'hex')) } : input));
    expect(ofRound({ parts: replaced(1, { masked }), transcript: { ...round.transcript, inputs } })).toEqual(['aggregation: The masked vector of site-0001 is not the one that site-0001 has signed.']);
  });

  it('does not hold with fewer reveals than give the secrets', () => {
    expect(ofTranscript({ reveals: round.transcript.reveals.slice(1) })).toEqual(['aggregation: The 2 shares of site-0000 do not give its secret; 3 right ones are needed.']);
  });

  it('does not hold with a survivor’s vector left out', () => {
    expect(ofRound({ parts: round.parts.slice(0, 2) })).toEqual(['aggregation: The masked vector of site-0002, a survivor, is missing.']);
  });

  it('does not hold with a late vector of the site that is gone', () => {
    expect(ofRound({ parts: [...round.parts, contributionOf(3, played)] })).toEqual(['aggregation: There is a masked vector of site-0003, which does not stand here among the survivors.']);
  });

  it('does not hold with an additional survivor', () => {
    const { inputs } = round.transcript;
    const added = { transcript: { ...round.transcript, inputs: [...inputs, { ...inputs[2], site: 3 }] }, parts: [...round.parts, contributionOf(3, played)] };
    expect(ofRound(added)).toEqual(['aggregation: site-0003 has not signed that it masked with these sharers.']);
  });

  it('does not hold with a stale consent', () => {
    expect(ofTranscript({ consents: staleRound.transcript.consents })).toEqual(['aggregation: site-0000 has not signed that these are the survivors.']);
  });

  it('does not hold with the transcript of another attempt', () => {
    expect(ofRound({ transcript: staleRound.transcript, parts: round.parts.map((part, k) => ({ ...part, masked: staleRound.parts[k].masked })) })).toEqual(['aggregation: The contribution of site-0000 is for another attempt.']);
  });

  it('does not hold with another plan', () => {
    const payload = utf8(canonicalJson({ ...plan, blocks: plan.blocks.map((block) => ({ ...block, variance: block.variance + 1 })) }));
    const other: Envelope = seal({ kind: 'offer', consortium: 'Test', study: plan.study, round: 1, signer: consortiumKey.publicKey, planSha256: sha256Hex(payload) }, payload, consortiumKey);
    expect(signedWith({ offer: other })).toEqual(['lineage: The contribution of site-0000 answers another offer.']);
  });

  it.each<readonly [string, object]>([
    ['plan', { planSha256: 'ab'.repeat(32) }],
    ['threshold', { threshold: 4 }],
    ['study', { study: 'study-2' }],
    ['round', { round: 2 }],
  ])('does not hold with sites that agreed on another %s', (word, terms) => {
    const other = aMaskedStudy({ terms, absent: {} });
    expect(signedWith({ round: other.lineage.round })).toEqual([`aggregation: The masked round was agreed on another ${word} than the offer’s.`]);
  });

  it('does not hold with a contribution whose ledger has sealed another vector', () => {
    const part = contributionOf(1, played, { commitment: 'ab'.repeat(32) });
    expect(ofRound({ parts: replaced(1, part) })).toEqual(['aggregation: site-0001 has sealed another vector in its ledger than it took part with.']);
  });

  it.each<readonly [string, Partial<SiteContribution>, string]>([
    ['a contribution of a ledger that was over its cap', contributionOf(0, played, { budget: { spentRhoUnits: 2, capRhoUnits: 1 } }), 'The ledger of site-0000 was over its cap.'],
    ['a contribution to another round', contributionOf(0, played, { round: 2 }), 'The contribution of site-0000 answers another offer.'],
    ['a contribution that another offer was answered with', contributionOf(0, played, { offerSha256: 'ab'.repeat(32) }), 'The contribution of site-0000 answers another offer.'],
    ['a contribution that names another site', contributionOf(0, played, { site: 'site-0001' }), 'The contribution of site-0000 answers another offer.'],
    ['a contribution of another site', { contribution: second.contribution }, 'The signature of the contribution does not match the expected key.'],
    ['the receipt of another contribution of the same site', { receipt: contributionOf(0, played, { budget: { spentRhoUnits: 1, capRhoUnits: 2 } }).receipt }, 'The receipt of site-0000 is for another contribution.'],
    ['a receipt that names another head of the ledger', { receipt: receiptOf(first, { seq: 4, head: sha256Hex('another') }) }, 'The receipt of site-0000 is for another contribution.'],
    ['the receipt of another site', { receipt: second.receipt }, 'The receipt of site-0000 is for another contribution.'],
  ])('does not hold with %s', (_what, part, sentence) => {
    expect(ofRound({ parts: replaced(0, part) })).toEqual([`lineage: ${sentence}`]);
  });

  it('does not hold with another key for a site than the plan’s', () => {
    const description = { ...lineage.description, siteKeys: { ...plan.identityKeys, 'site-0001': identity(9).publicKey } };
    expect(signedWith({ description })).toEqual(['lineage: The export names another key for the site site-0001 than the plan.']);
  });

  it('does not hold without its transcript, as if it were a plain one', () => {
    const without = new Map([...composed].filter(([path]) => path !== TRANSCRIPT));
    expect(failures(signFiles(without, consortiumKey))).toEqual(['lineage: The plan asks for a masked sum, but the export holds no transcript of one.']);
  });

  it('does not hold with other rows, a smaller epsilon, another count of sites or a file that no replay makes', () => {
    const signed = (path: string, from: string | RegExp, to: string) => failures(signFiles(changed(composed, path, (bytes) => utf8(text(bytes).replace(from, to))), consortiumKey));
    expect(signed('data.csv', 'yes', 'no')).toEqual(['replay: data.csv does not follow from the masked sum: the replay gives other bytes.']);
    expect(signed('privacy.json', /"epsilon": [\d.]+/, '"epsilon": 0.1')).toHaveLength(1);
    expect(signed('datacard.md', '3 of 4 sites', '4 of 4 sites')).toHaveLength(1);
    expect(failures(signFiles(new Map([...composed, ['lineage/releases/site-0000.json', utf8('{}')]]), consortiumKey))).toEqual(['replay: lineage/releases/site-0000.json does not follow from the masked sum: a replay has no such file.']);
  });
});

describe('a masked lineage', () => {
  it('is composed of the published transcript only, never of the coordinator’s own state with its boxes', () => {
    if (state.kind !== 'revealing') throw new Error('Not revealed.');
    const raw: Lineage = { ...lineage, round: { ...round, transcript: state } };
    expect(() => composeFiles(raw)).toThrow('The transcript holds boxes or shares that do not decide the sum.');
  });

  it('cannot be made of a state whose shares are not revealed, or of other bytes', () => {
    const closed = coordinatorStep({ primitives: nativePrimitives, identity: consortiumKey }, state, { kind: 'closed' }).state;
    for (const bytes of [encodeCoordinatorState(closed), new Uint8Array([9])]) {
      expect(() => publishedTranscriptOf(bytes)).toThrow(expect.objectContaining({ name: 'IntegrityError' }));
      expect(() => publishedTranscriptOf(bytes)).not.toThrow(AggregationError);
    }
  });
});
