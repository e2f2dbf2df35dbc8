import { describe, expect, it } from '@jest/globals';
import { anAgreement, aRehearsal, COORDINATOR, identityOf, nameOf, type Rehearsal, seededWords, siteIdentity } from './a-round.fixture.js';
import { advertClaim } from './adverts.js';
import { agreementSha256, rosterSha256, type Agreement } from './agreement.js';
import { type AggregationReason } from './aggregation-error.js';
import { encodeCoordinatorMessage, decodeCoordinatorMessage, type Advert } from './messages.js';
import { nativePrimitives } from './primitives/native-primitives.js';
import { beginAttempt } from './site/begin.js';
import { advertOf, atSharing, honest, inboxFor, other, refusal, signedRoll, type MessageOf } from './an-attack.fixture.js';

const begins = (terms: Partial<Agreement>, pinned = rosterSha256(anAgreement({ sites: 4 }).roster)) => () =>
  beginAttempt(
    { primitives: nativePrimitives, identity: siteIdentity(0) },
    { agreement: anAgreement({ sites: 4, ...terms }), pinnedRosterSha256: pinned, site: nameOf(0), commitment: new Uint8Array(32), record: null },
    seededWords('keys'),
  );

describe('a coordinator that proposes terms to its liking is refused:', () => {
  it('two sites, whose sum gives each away to the other', () => {
    const { roster } = anAgreement({ sites: 2 });
    expect(refusal(begins({ roster, threshold: 2 }, rosterSha256(roster)))).toBe('agreement');
  });

  it('a threshold of half of the sites, so that two halves can be summed apart', () => {
    expect(refusal(begins({ threshold: 2 }))).toBe('agreement');
  });

  it('a threshold of two, of three sites', () => {
    const { roster } = anAgreement({ sites: 3 });
    expect(refusal(begins({ roster, threshold: 2 }, rosterSha256(roster)))).toBe('agreement');
  });

  it('a roster with sites of its own making', () => {
    const { roster } = anAgreement({ sites: 4 });
    const sybils = [roster[0], ...[1, 2, 3].map((k) => ({ site: nameOf(k), identityKey: identityOf(`sybil ${k}`).publicKey }))];
    expect(refusal(begins({ roster: sybils }))).toBe('roster');
  });

  it('a roster with one site under two names', () => {
    const { roster } = anAgreement({ sites: 3 });
    const doubled = [...roster, { site: nameOf(3), identityKey: roster[2].identityKey }];
    expect(refusal(begins({ roster: doubled }, rosterSha256(doubled)))).toBe('agreement');
  });

  it('a roster in which the coordinator itself is a site', () => {
    const { roster } = anAgreement({ sites: 3 });
    const joined = [...roster, { site: nameOf(3), identityKey: COORDINATOR.publicKey }];
    expect(refusal(begins({ roster: joined }, rosterSha256(joined)))).toBe('agreement');
  });

  it('a graph with few neighbours for few sites', () => {
    expect(refusal(begins({ graph: 'regular' }))).toBe('agreement');
  });

  it('another modulus', () => {
    expect(refusal(begins({ modulusBits: 16 }))).toBe('agreement');
  });

  it('a roster in which another key stands for this site', () => {
    const { roster } = anAgreement({ sites: 4 });
    const replaced = [{ site: nameOf(0), identityKey: identityOf('not me').publicKey }, ...roster.slice(1)];
    expect(refusal(begins({ roster: replaced }, rosterSha256(replaced)))).toBe('members');
  });
});

describe('a coordinator that tells sites different terms gets no roll that they accept:', () => {
  const differing: readonly (readonly [string, Partial<Agreement>])[] = [
    ['different plans (another model, clipping, noise or grid)', { planSha256: 'cd'.repeat(32) }],
    ['another study', { study: 'lungs' }],
    ['another round', { round: 8 }],
    ['another attempt', { attempt: 1 }],
    ['another length of the vector', { length: 6 }],
    ['another threshold', { threshold: 4 }],
  ];

  it.each(differing)('%s', (_what, terms) => {
    const rehearsal = aRehearsal(4);
    for (const place of [0, 1, 2]) rehearsal.begin(place);
    const [odd] = rehearsal.begin(3, { ...rehearsal.agreement, ...terms });
    if (odd.kind !== 'advert') throw new Error('No advert.');
    expect(refusal(() => rehearsal.hear(3, [odd]))).toBe('context');
    const adverts = [0, 1, 2].map((place) => advertOf(rehearsal.site(place)));
    expect(refusal(() => rehearsal.tell(0, signedRoll(rehearsal.agreement, [...adverts, odd.advert])))).toBe('signature');
    expect(refusal(() => rehearsal.tell(3, signedRoll(rehearsal.agreement, [...adverts, odd.advert])))).toBe('context');
  });

  it.each(differing)('and were it accepted, boxes would not open: %s', (_what, terms) => {
    const [ours, theirs] = [aRehearsal(4), aRehearsal(4, terms)];
    const inbox = honest(ours, 'masking', 'inbox');
    const foreign = honest(theirs, 'masking', 'inbox');
    const fresh = aRehearsal(4);
    fresh.upTo('masking');
    fresh.sites.set(0, atSharing(aRehearsal(4)));
    expect(refusal(() => fresh.tell(0, { ...inbox, boxes: foreign.boxes }))).toBe('share');
  });
});

describe('a coordinator that tampers with the roll is refused:', () => {
  const tampered = (change: (adverts: readonly Advert[], rehearsal: Rehearsal) => readonly Advert[]): AggregationReason | null => {
    const rehearsal = aRehearsal(4);
    const roll = honest(rehearsal, 'sharing', 'roll');
    return refusal(() => rehearsal.tell(0, signedRoll(rehearsal.agreement, change(roll.adverts, rehearsal))));
  };
  const replaced = (adverts: readonly Advert[], site: number, by: Partial<Advert>): readonly Advert[] => adverts.map((advert) => (advert.site === site ? { ...advert, ...by } : advert));

  it('its own key for a site', () => {
    expect(tampered((adverts) => replaced(adverts, 2, { maskKey: nativePrimitives.publicKey(new Uint8Array(32).fill(1)) }))).toBe('signature');
  });

  it('its own key for a site, signed by itself', () => {
    expect(
      tampered((adverts, { agreement }) => {
        const forged = { ...adverts[2], boxKey: nativePrimitives.publicKey(new Uint8Array(32).fill(1)) };
        return replaced(adverts, 2, { ...forged, signature: nativePrimitives.sign(advertClaim(agreementSha256(agreement), forged), COORDINATOR) });
      }),
    ).toBe('signature');
  });

  it('the keys of two sites swapped', () => {
    expect(tampered((adverts) => replaced(replaced(adverts, 1, { maskKey: adverts[2].maskKey }), 2, { maskKey: adverts[1].maskKey }))).toBe('signature');
  });

  it('the box key and the mask key of a site swapped', () => {
    expect(tampered((adverts) => replaced(adverts, 1, { boxKey: adverts[1].maskKey, maskKey: adverts[1].boxKey }))).toBe('signature');
  });

  it('stale keys of an earlier attempt', () => {
    const stale = aRehearsal(4, { attempt: 9 });
    stale.begin(2);
    expect(tampered((adverts) => replaced(adverts, 2, advertOf(stale.site(2))))).toBe('signature');
  });

  it('this site’s own keys of an earlier attempt', () => {
    const stale = aRehearsal(4, { attempt: 9 });
    stale.begin(0);
    expect(tampered((adverts) => replaced(adverts, 0, advertOf(stale.site(0))))).toBe('keys');
  });

  it('another sealed vector than the one a site has committed to', () => {
    expect(tampered((adverts) => replaced(adverts, 1, { commitment: other(adverts[1].commitment) }))).toBe('signature');
  });

  it('a key that a malicious site has copied from another', () => {
    expect(
      tampered((adverts, { agreement }) => {
        const copy = { ...adverts[3], maskKey: adverts[1].maskKey };
        return replaced(adverts, 3, { ...copy, signature: nativePrimitives.sign(advertClaim(agreementSha256(agreement), copy), siteIdentity(3)) });
      }),
    ).toBe('keys');
  });

  it('a key of small order that a malicious site has signed', () => {
    expect(
      tampered((adverts, { agreement }) => {
        const weak = { ...adverts[3], boxKey: new Uint8Array(32) };
        return replaced(adverts, 3, { ...weak, signature: nativePrimitives.sign(advertClaim(agreementSha256(agreement), weak), siteIdentity(3)) });
      }),
    ).toBe('keys');
  });

  it('fewer sites than the threshold', () => {
    expect(tampered((adverts) => adverts.slice(0, 2))).toBe('threshold');
  });

  it('this site left out', () => {
    expect(tampered((adverts) => adverts.slice(1))).toBe('members');
  });

  it('a site that the roster does not have', () => {
    expect(tampered((adverts) => [...adverts, { ...adverts[3], site: 4 }])).toBe('members');
  });

  it('a roll that the coordinator has not signed', () => {
    const rehearsal = aRehearsal(4);
    const roll = honest(rehearsal, 'sharing', 'roll');
    expect(refusal(() => rehearsal.tell(0, { ...roll, adverts: roll.adverts.slice(0, 3) }))).toBe('signature');
  });

  it('a second roll after the first', () => {
    const rehearsal = aRehearsal(4);
    const roll = honest(rehearsal, 'sharing', 'roll');
    rehearsal.tell(0, roll);
    expect(refusal(() => rehearsal.tell(0, signedRoll(rehearsal.agreement, roll.adverts.slice(0, 3))))).toBe('context');
    expect(refusal(() => rehearsal.tell(0, roll))).toBeNull();
  });

  it('a site listed twice', () => {
    const rehearsal = aRehearsal(4);
    const roll = honest(rehearsal, 'sharing', 'roll');
    const bytes = encodeCoordinatorMessage({ ...roll, adverts: [...roll.adverts.slice(0, 3), roll.adverts[2]] });
    expect(refusal(() => decodeCoordinatorMessage(bytes))).toBe('format');
  });
});

describe('a coordinator that tampers with shares is refused:', () => {
  const tampered = (change: (inbox: MessageOf<'inbox'>) => MessageOf<'inbox'>): AggregationReason | null => {
    const rehearsal = aRehearsal(4);
    const inbox = honest(rehearsal, 'masking', 'inbox');
    rehearsal.sites.set(0, atSharing(aRehearsal(4)));
    return refusal(() => rehearsal.tell(0, change(inbox)));
  };

  it('(and an honest inbox is taken)', () => {
    expect(tampered((inbox) => inbox)).toBeNull();
  });

  it('a box that was changed', () => {
    expect(tampered((inbox) => ({ ...inbox, boxes: inbox.boxes.map((box, k) => (k === 1 ? { ...box, box: other(box.box) } : box)) }))).toBe('share');
  });

  it('boxes of two senders swapped', () => {
    expect(tampered((inbox) => ({ ...inbox, boxes: inbox.boxes.map((box, k) => ({ ...box, box: inbox.boxes[(k + 1) % 3].box })) }))).toBe('share');
  });

  it('a box that was meant for another site', () => {
    const rehearsal = aRehearsal(4);
    const elsewhere = honest(rehearsal, 'masking', 'inbox', 1);
    expect(tampered((inbox) => ({ ...inbox, boxes: inbox.boxes.map((box) => ({ ...box, box: elsewhere.boxes.find(({ site }) => site === box.site)?.box ?? box.box })) }))).toBe('share');
  });

  it('a site’s own box sent back to it as a neighbour’s', () => {
    const rehearsal = aRehearsal(4);
    const { stage } = atSharing(rehearsal);
    if (stage.kind !== 'shared') throw new Error('Not shared.');
    const [own] = rehearsal.tell(0, signedRoll(rehearsal.agreement, stage.adverts));
    if (own.kind !== 'shares') throw new Error('No shares.');
    expect(tampered((inbox) => ({ ...inbox, boxes: own.boxes }))).toBe('share');
  });

  it('shares of another context', () => {
    const foreign = honest(aRehearsal(4, { round: 8 }), 'masking', 'inbox');
    expect(tampered(() => foreign)).toBe('context');
    expect(tampered((inbox) => ({ ...inbox, boxes: foreign.boxes }))).toBe('share');
  });

  it('a neighbour dropped from the boxes but not from the sharers', () => {
    expect(tampered((inbox) => ({ ...inbox, boxes: inbox.boxes.slice(1) }))).toBe('members');
    expect(tampered((inbox) => ({ ...inbox, boxes: inbox.boxes.slice(0, -1) }))).toBe('members');
  });

  it('a neighbour dropped from the sharers but not from the boxes', () => {
    expect(tampered((inbox) => ({ ...inbox, sharers: [0, 1, 2] }))).toBe('members');
  });

  it('fewer sharers than the threshold', () => {
    expect(tampered((inbox) => ({ ...inbox, sharers: [0, 1], boxes: inbox.boxes.slice(0, 1) }))).toBe('threshold');
  });

  it('a sharer that is not on the roll', () => {
    expect(tampered((inbox) => ({ ...inbox, sharers: [...inbox.sharers, 9] }))).toBe('members');
  });

  it('this site not among the sharers', () => {
    expect(tampered((inbox) => ({ ...inbox, sharers: [1, 2, 3] }))).toBe('members');
  });

  it('other sharers after the vector was masked', () => {
    const rehearsal = aRehearsal(4);
    rehearsal.answer(rehearsal.upTo('sharing'));
    expect(rehearsal.tell(0, inboxFor(rehearsal, 0))).toMatchObject([{ kind: 'input' }]);
    const fewer = inboxFor(rehearsal, 0);
    expect(refusal(() => rehearsal.tell(0, { ...fewer, sharers: [0, 1, 2], boxes: fewer.boxes.slice(0, 2) }))).toBe('context');
  });

  it('a second vector under the same masks', () => {
    const rehearsal = aRehearsal(4);
    rehearsal.upTo('agreeing');
    expect(refusal(() => rehearsal.step(0, { kind: 'masked', sha256: new Uint8Array(32) }))).toBe('phase');
  });
});
