import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Site } from '../enrolment/site.js';
import { revise } from '../storage/collection.js';
import { aSite, HOUR_MS, OpenRound, WAITING } from './an-open-round.fixture.js';

let at: OpenRound;

beforeEach(async () => {
  at = await OpenRound.begin();
  await at.sealAndWitness('va');
});

describe('a round', () => {
  it('is opened once: the second time the first offer stands', async () => {
    await at.parts.rounds.open(at.study, 1);
    expect(await at.parts.stored.of('study')).toHaveLength(1);
    expect(await at.offers('va')).toEqual([at.offer]);
  });

  it('asks only the sites of its study', async () => {
    expect(await at.offers('zurich')).toEqual([]);
  });
});

describe('a round in time', () => {
  it('goes on without a site that has not answered by the deadline, and tells it so', async () => {
    await at.parts.intake.acceptRelease(aSite('va'), at.release());
    await at.sealAndWitness('cleveland');
    at.time.pass(HOUR_MS);
    await at.parts.rounds.carry(at.study, 1);
    expect(await at.offers('cleveland')).toEqual([]);
    await expect(at.parts.intake.acceptRelease(aSite('cleveland'), at.release({ of: 'cleveland' }))).rejects.toMatchObject({
      reason: 'conflict',
      message: 'Round 1 is closed and goes on without this release; what was paid for it stays spent.',
    });
    expect(await at.states()).toEqual({ va: 'released', cleveland: 'waiting' });
  });

  it('that ran out of time is opened again with the same offer, and keeps the release and the receipt that it has', async () => {
    at = await OpenRound.begin({ quorum: 2 });
    await at.sealAndWitness('va');
    const receipt = await at.parts.intake.acceptRelease(aSite('va'), at.release());
    const [before] = await at.parts.news.offersFor('cleveland');
    at.time.pass(3 * HOUR_MS);
    expect(await at.parts.rounds.carry(at.study, 1)).toMatchObject({ phase: 'aborted', reason: 'timeout' });
    expect(await at.parts.news.offersFor('cleveland')).toEqual([]);
    expect(await at.parts.rounds.carry({ ...at.study, attempt: 2 }, 1)).toMatchObject({ phase: 'collecting', attempt: 2 });
    const [again] = await at.parts.news.offersFor('cleveland');
    expect(again.envelope).toEqual(before.envelope);
    expect(again.id).not.toBe(before.id);
    expect(await at.parts.intake.acceptRelease(aSite('va'), at.release())).toEqual(receipt);
    await at.sealAndWitness('cleveland');
    await at.parts.intake.acceptRelease(aSite('cleveland'), at.release({ of: 'cleveland' }));
    expect((await at.round())).toMatchObject({ phase: 'complete', attempt: 2 });
  });

  it('of a paused study is offered to nobody and does not end, but takes in a release that is on its way', async () => {
    await at.parts.rounds.carry({ ...at.study, state: 'paused' }, 1);
    expect(await at.offers('cleveland')).toEqual([]);
    at.time.pass(100 * HOUR_MS);
    await at.parts.intake.acceptRelease(aSite('va'), at.release());
    expect(await at.parts.rounds.carry({ ...at.study, state: 'paused' }, 1)).toMatchObject({ phase: 'collecting', overdue: false });
    expect(await at.parts.rounds.carry(at.study, 1)).toMatchObject({ phase: 'collecting', deadlineAt: '2026-01-05T05:00:00.000Z' });
    expect(await at.offers('cleveland')).toEqual([at.offer]);
  });

  it('waits no more for a site that has left', async () => {
    await at.parts.intake.acceptRelease(aSite('va'), at.release());
    await revise(at.database.collection<Site>('sites'), 'cleveland', (site): Site => ({ ...site, state: 'revoked' }));
    expect(await at.parts.rounds.carry(at.study, 1)).toMatchObject({ phase: 'complete', answers: { va: { state: 'released' }, cleveland: { state: 'left' } } });
  });

  it('is offered to a site that connects for the first time long after it was opened', async () => {
    at.time.pass(HOUR_MS - 1);
    await at.parts.rounds.carry(at.study, 1);
    expect(await at.offers('cleveland')).toEqual([at.offer]);
    await at.sealAndWitness('cleveland');
    await at.parts.intake.acceptRelease(aSite('cleveland'), at.release({ of: 'cleveland' }));
    expect(await at.states()).toEqual({ ...WAITING, cleveland: 'released' });
  });
});
