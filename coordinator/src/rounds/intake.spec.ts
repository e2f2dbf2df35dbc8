import { beforeEach, describe, expect, it } from '@jest/globals';
import { envelopeSha256, open, type Envelope } from '@commonward/envelope';
import { coordinator } from '../witness/a-site-ledger.fixture.js';
import { aSite, HOUR_MS, identities, OpenRound, PAYLOAD_LENGTH, WAITING } from './an-open-round.fixture.js';
import { releasesOf } from './round.js';

let at: OpenRound;

beforeEach(async () => {
  at = await OpenRound.begin();
  await at.sealAndWitness('va');
});

describe('a release that is in order', () => {
  it('is countersigned, for exactly its bytes and the ledger behind it', async () => {
    const release = at.release();
    const receipt = await at.parts.intake.acceptRelease(aSite('va'), release);
    expect(open(receipt, { kind: 'receipt', publicKey: coordinator.publicKey })).toMatchObject({ site: 'va', study: 'study', round: 1, envelopeSha256: envelopeSha256(release), ledger: at.ledgers.va.head });
    expect(await at.states()).toEqual({ ...WAITING, va: 'released' });
  });

  it('gets the same receipt however often it is sent, also after the round is complete', async () => {
    const release = at.release();
    const first = await at.parts.intake.acceptRelease(aSite('va'), release);
    expect(await at.parts.intake.acceptRelease(aSite('va'), release)).toEqual(first);
    await at.sealAndWitness('cleveland');
    await at.parts.intake.acceptRelease(aSite('cleveland'), at.release({ of: 'cleveland' }));
    expect((await at.round()).phase).toBe('complete');
    expect(await at.parts.intake.acceptRelease(aSite('va'), release)).toEqual(first);
  });

  it('is accepted as it was sealed, also when its ledger has gone on since', async () => {
    const release = at.release();
    await at.sealAndWitness('va', 2);
    await at.parts.intake.acceptRelease(aSite('va'), release);
    expect(await at.states()).toEqual({ ...WAITING, va: 'released' });
  });

  it('has its receipt given again until the ledger says that it is there', async () => {
    expect(await at.parts.news.missingReceipts(aSite('va'))).toEqual([]);
    const receipt = await at.parts.intake.acceptRelease(aSite('va'), at.release());
    expect(await at.parts.news.missingReceipts(aSite('va'))).toEqual([receipt]);
    expect(await at.parts.news.missingReceipts(aSite('cleveland'))).toEqual([]);
    at.ledgers.va.add({ kind: 'receipt', study: 'study', round: 1, receiptSha256: envelopeSha256(receipt) });
    await at.witness('va', 4);
    expect(await at.parts.news.missingReceipts(aSite('va'))).toEqual([]);
  });

  it('is kept as it was sent', async () => {
    const release = at.release();
    await at.parts.intake.acceptRelease(aSite('va'), release);
    const { va } = (await at.round()).answers;
    expect(va.state === 'released' && (await at.parts.envelopes.get(va.release))).toEqual(release);
  });

  it('takes the site’s offer away, and no other site’s', async () => {
    await at.parts.intake.acceptRelease(aSite('va'), at.release());
    expect(await at.offers('va')).toEqual([]);
    expect(await at.offers('cleveland')).toEqual([at.offer]);
  });
});

describe('a release that is not in order is refused, and leaves the round as it was', () => {
  const other = (value: string) => value.repeat(64);
  const ones = new Uint8Array(PAYLOAD_LENGTH).fill(1);
  const forged = (): Envelope => ({ ...at.release(), signature: at.release({ statement: { round: 2 } }).signature });

  it.each<[string, string, () => Envelope]>([
    ['signature', 'a forged signature', forged],
    ['signature', 'another key than the site enrolled', () => at.release({ by: identities.zurich })],
    ['payload', 'a payload that was changed on the way', () => ({ ...at.release(), payload: ones })],
    ['signer', 'the name of another site', () => at.release({ statement: { site: 'cleveland' } })],
    ['chain', 'another offer', () => at.release({ statement: { offerSha256: other('b') } })],
    ['chain', 'another plan', () => at.release({ statement: { planSha256: other('b') } })],
    ['chain', 'other bytes than were sealed and witnessed', () => at.release({ payload: ones })],
    ['chain', 'another place in its ledger', () => at.release({ statement: { ledger: { seq: 3, head: other('a') } } })],
    ['chain', 'another budget than its ledger had then', () => at.release({ statement: { budget: { spentRhoUnits: 0, capRhoUnits: 1000 } } })],
    ['invalid', 'an integer too few', () => at.release({ payload: new Uint8Array(PAYLOAD_LENGTH - 4) })],
    ['absent', 'a round that was not opened', () => at.release({ statement: { round: 2 } })],
  ])('%s: %s', async (reason, _what, release) => {
    await expect(at.parts.intake.acceptRelease(aSite('va'), release())).rejects.toMatchObject({ reason });
    expect(await at.states()).toEqual(WAITING);
  });

  it('absent: a site that was not asked', async () => {
    await at.sealAndWitness('zurich');
    await expect(at.parts.intake.acceptRelease(aSite('zurich'), at.release({ of: 'zurich' }))).rejects.toMatchObject({ reason: 'absent' });
  });

  it('chain: a release whose seal has not been witnessed', async () => {
    at = await OpenRound.begin();
    await at.witness('va');
    at.seal('va');
    await expect(at.parts.intake.acceptRelease(aSite('va'), at.release())).rejects.toMatchObject({ reason: 'chain' });
    expect(await at.states()).toEqual(WAITING);
  });

  it('exists: a second, different release', async () => {
    const first = await at.parts.intake.acceptRelease(aSite('va'), at.release());
    const second = at.release({ payload: new Uint8Array(PAYLOAD_LENGTH).fill(7) });
    await expect(at.parts.intake.acceptRelease(aSite('va'), second)).rejects.toMatchObject({ reason: 'exists' });
    expect(await at.parts.intake.acceptRelease(aSite('va'), at.release())).toEqual(first);
  });

  it('exists: a release after a refusal', async () => {
    await at.parts.intake.acceptRefusal(aSite('va'), at.refusal());
    await expect(at.parts.intake.acceptRelease(aSite('va'), at.release())).rejects.toMatchObject({ reason: 'exists' });
    expect(await at.states()).toEqual({ ...WAITING, va: 'refused' });
  });

  it('conflict: a round that is closed', async () => {
    await at.parts.rounds.abort(at.study);
    await expect(at.parts.intake.acceptRelease(aSite('va'), at.release())).rejects.toMatchObject({ reason: 'conflict' });
    expect(await at.states()).toEqual(WAITING);
  });
});

describe('a refusal', () => {
  it('is an answer, and stays the answer', async () => {
    for (let time = 0; time < 2; time += 1) await at.parts.intake.acceptRefusal(aSite('va'), at.refusal());
    expect(await at.states()).toEqual({ ...WAITING, va: 'refused' });
    expect(await at.offers('va')).toEqual([]);
  });

  it('of a policy does not take back a release', async () => {
    await at.parts.intake.acceptRelease(aSite('va'), at.release());
    await at.parts.intake.acceptRefusal(aSite('va'), at.refusal());
    expect(await at.states()).toEqual({ ...WAITING, va: 'released' });
  });
});

describe('the refusal of an operator', () => {
  it('takes back a release while the round is open, which then is not used', async () => {
    const receipt = await at.parts.intake.acceptRelease(aSite('va'), at.release());
    for (let time = 0; time < 2; time += 1) await at.parts.intake.acceptRefusal(aSite('va'), at.refusal('operator'));
    expect(await at.states()).toEqual({ ...WAITING, va: 'withdrawn' });
    const [round] = await at.parts.stored.of('study');
    expect(releasesOf(round)).toEqual([]);
    expect(await at.parts.intake.acceptRelease(aSite('va'), at.release())).toEqual(receipt);
    expect(await at.parts.news.missingReceipts(aSite('va'))).toEqual([receipt]);
    expect(await at.states()).toEqual({ ...WAITING, va: 'withdrawn' });
  });

  it('comes too late once the round is complete, and says so', async () => {
    await at.parts.intake.acceptRelease(aSite('va'), at.release());
    at.time.pass(HOUR_MS);
    expect(await at.parts.rounds.carry(at.study, 1)).toMatchObject({ phase: 'complete' });
    await expect(at.parts.intake.acceptRefusal(aSite('va'), at.refusal('operator'))).rejects.toMatchObject({
      reason: 'conflict',
      message: 'Round 1 is closed, so it is too late to take back the release of va: it stays in use.',
    });
    expect(await at.states()).toEqual({ ...WAITING, va: 'released' });
  });
});
