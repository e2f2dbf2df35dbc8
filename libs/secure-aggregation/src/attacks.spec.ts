import { describe, expect, it } from '@jest/globals';
import { anAgreement, aRehearsal, COORDINATOR, coordinatorTools, identityOf, nameOf, Rehearsal, seededWords, siteIdentity } from './a-round.fixture.js';
import { advertClaim } from './adverts.js';
import { agreementSha256, rosterSha256, type Agreement } from './agreement.js';
import { AggregationError, type AggregationReason } from './aggregation-error.js';
import { rollClaim } from './claims.js';
import { contextOf } from './context.js';
import { coordinatorStep } from './coordinator/coordinator.js';
import type { CoordinatorStateOf } from './coordinator/coordinator-state.js';
import { encodeCoordinatorMessage, decodeCoordinatorMessage, type Advert, type CoordinatorMessage } from './messages.js';
import { nativePrimitives } from './primitives/native-primitives.js';
import { beginAttempt } from './site/begin.js';
import { siteStep } from './site/site.js';
import { encodeSiteState, restoreSiteState, type SiteState } from './site/site-state.js';
import { isNewRecord } from './site/unmask-record.js';

type MessageOf<K extends CoordinatorMessage['kind']> = Extract<CoordinatorMessage, { kind: K }>;

/** Why a step is refused; null if it is taken. */
function refusal(step: () => unknown): AggregationReason | null {
  try {
    step();
    return null;
  } catch (error) {
    if (error instanceof AggregationError) return error.reason;
    throw error;
  }
}

/** What the coordinator would honestly say to a site at the opening of a phase. */
function honest<K extends CoordinatorMessage['kind']>(rehearsal: Rehearsal, phase: 'sharing' | 'masking' | 'agreeing' | 'revealing', kind: K, to = 0): MessageOf<K> {
  const message = rehearsal.upTo(phase).find((outgoing) => outgoing.to === to)?.message;
  if (message?.kind !== kind) throw new Error(`No ${kind}.`);
  return message as MessageOf<K>;
}

/** A roll as the coordinator signs it, over whatever it likes. */
function signedRoll(agreement: Agreement, adverts: readonly Advert[]): MessageOf<'roll'> {
  return { kind: 'roll', agreement: agreementSha256(agreement), adverts, signature: nativePrimitives.sign(rollClaim(contextOf(agreement, adverts)), COORDINATOR) };
}

const other = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte, k) => (k === 0 ? byte ^ 1 : byte));
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

function advertOf({ stage }: SiteState): Advert {
  if (stage.kind === 'finished') throw new Error('The advert is forgotten.');
  return stage.advert;
}

/** Site 0 after it has shared its secrets. */
function atSharing(rehearsal: Rehearsal): SiteState {
  for (const { to, message } of rehearsal.upTo('sharing')) rehearsal.tell(to, message);
  return rehearsal.site(0);
}

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

function inboxFor(rehearsal: Rehearsal, to: number): MessageOf<'inbox'> {
  const { context, shares } = rehearsal.coordinator as CoordinatorStateOf<'masking'>;
  return { kind: 'inbox', context, sharers: shares.map(({ site }) => site), boxes: shares.flatMap(({ site, boxes }) => boxes.filter((box) => box.site === to).map(({ box }) => ({ site, box }))) };
}

describe('a coordinator that lies about who survived is refused:', () => {
  const tampered = (change: (survivors: MessageOf<'survivors'>) => MessageOf<'survivors'>): AggregationReason | null => {
    const rehearsal = aRehearsal(4);
    const survivors = honest(rehearsal, 'agreeing', 'survivors');
    return refusal(() => rehearsal.tell(0, change(survivors)));
  };
  const only = (sites: readonly number[]) => (message: MessageOf<'survivors'>): MessageOf<'survivors'> => ({ ...message, inputs: message.inputs.filter(({ site }) => sites.includes(site)) });

  it('survivors fewer than the threshold', () => {
    expect(tampered(only([0, 1]))).toBe('threshold');
  });

  it('two survivors only', () => {
    expect(tampered(only([0, 3]))).toBe('threshold');
  });

  it('this site not among them', () => {
    expect(tampered(only([1, 2, 3]))).toBe('members');
  });

  it('an unknown site among them', () => {
    expect(tampered((message) => ({ ...message, inputs: [...message.inputs, { ...message.inputs[3], site: 9 }] }))).toBe('members');
  });

  it('a survivor without its signature', () => {
    expect(tampered((message) => ({ ...message, inputs: message.inputs.map((input) => ({ ...input, signature: other(input.signature) })) }))).toBe('survivors');
  });

  it('survivors of another attempt', () => {
    const foreign = honest(aRehearsal(4, { attempt: 1 }), 'agreeing', 'survivors');
    expect(tampered(() => foreign)).toBe('context');
    expect(tampered((message) => ({ ...message, inputs: foreign.inputs }))).toBe('survivors');
  });

  it('a second set of survivors after consent', () => {
    const rehearsal = aRehearsal(4);
    const survivors = honest(rehearsal, 'agreeing', 'survivors');
    rehearsal.tell(0, survivors);
    expect(refusal(() => rehearsal.tell(0, only([0, 1, 2])(survivors)))).toBe('survivors');
  });

  it('a site twice among them', () => {
    const rehearsal = aRehearsal(4);
    const survivors = honest(rehearsal, 'agreeing', 'survivors');
    const bytes = encodeCoordinatorMessage({ ...survivors, inputs: [survivors.inputs[0], ...survivors.inputs] });
    expect(refusal(() => decodeCoordinatorMessage(bytes))).toBe('format');
  });

  it('different sharers shown to two sites, so that their masks cancel between those two alone', () => {
    const rehearsal = aRehearsal(7);
    rehearsal.answer(rehearsal.upTo('sharing'));
    const shown = (to: number, sharers: readonly number[]): MessageOf<'inbox'> => {
      const inbox = inboxFor(rehearsal, to);
      return { ...inbox, sharers, boxes: inbox.boxes.filter(({ site }) => sharers.includes(site)) };
    };
    const apart = [0, 1, 4, 5, 6];
    const inputs = [0, 1, 2, 3, 4].map((place) => {
      const [input] = rehearsal.tell(place, place < 2 ? shown(place, apart) : inboxFor(rehearsal, place));
      if (input.kind !== 'input') throw new Error('No input.');
      return { site: place, signature: input.signature };
    });
    const { context } = rehearsal.coordinator as CoordinatorStateOf<'masking'>;
    const asked = [0, 1, 2, 3, 4].map((place) => refusal(() => rehearsal.tell(place, { kind: 'survivors', context, inputs })));
    expect(asked).toEqual(['members', 'members', 'survivors', 'survivors', 'survivors']);
  });
});

describe('a coordinator that wants shares it is not owed is refused:', () => {
  const tampered = (change: (consents: MessageOf<'consents'>) => MessageOf<'consents'>): AggregationReason | null => {
    const rehearsal = aRehearsal(4);
    const consents = honest(rehearsal, 'revealing', 'consents');
    return refusal(() => rehearsal.tell(0, change(consents)));
  };

  it('consents fewer than the threshold', () => {
    expect(tampered((message) => ({ ...message, consents: message.consents.slice(0, 2) }))).toBe('threshold');
  });

  it('a forged consent', () => {
    expect(tampered((message) => ({ ...message, consents: message.consents.map((consent, k) => (k === 2 ? { ...consent, signature: other(consent.signature) } : consent)) }))).toBe('signature');
  });

  it('the consent of a site that is no survivor', () => {
    const rehearsal = aRehearsal(4);
    rehearsal.upTo('revealing', { masking: [3] });
    const { context, consents } = rehearsal.coordinator as CoordinatorStateOf<'revealing'>;
    expect(refusal(() => rehearsal.tell(0, { kind: 'consents', context, consents: [...consents, { ...consents[0], site: 3 }] }))).toBe('members');
  });

  it('different survivors shown to different sites: none of the sets finds enough consents', () => {
    const rehearsal = aRehearsal(6);
    const { inputs, context } = honest(rehearsal, 'agreeing', 'survivors');
    const consentOf = (place: number, sites: readonly number[]) => {
      const [consent] = rehearsal.tell(place, { kind: 'survivors', context, inputs: inputs.filter(({ site }) => sites.includes(site)) });
      if (consent.kind !== 'consent') throw new Error('No consent.');
      return { site: place, signature: consent.signature };
    };
    const consents = [...[0, 1, 2].map((place) => consentOf(place, [0, 1, 2, 3, 4, 5])), ...[3, 4].map((place) => consentOf(place, [0, 1, 2, 3, 4]))];
    for (const place of [0, 3]) {
      expect(refusal(() => rehearsal.tell(place, { kind: 'consents', context, consents }))).toBe('signature');
      expect(refusal(() => rehearsal.tell(place, { kind: 'consents', context, consents: consents.slice(0, 3) }))).toBe('threshold');
    }
  });

  it('consents before survivors', () => {
    const rehearsal = aRehearsal(4);
    const consents = honest(aRehearsal(4), 'revealing', 'consents');
    rehearsal.upTo('agreeing');
    expect(refusal(() => rehearsal.tell(0, consents))).toBe('phase');
  });

  it('both shares of one site: of each site one half is ever said, by what became of it', () => {
    const rehearsal = aRehearsal(4);
    rehearsal.play({ masking: [3] });
    const { stage } = rehearsal.site(0);
    if (stage.kind !== 'finished') throw new Error('Not finished.');
    expect(stage.shares.map(({ site }) => site)).toEqual([0, 1, 2, 3]);
    expect(stage.shares.every(({ share }) => share.length === 32)).toBe(true);
    const state = Buffer.from(encodeSiteState(rehearsal.site(0)));
    expect(stage.shares.every(({ share }) => state.includes(share))).toBe(true);
    expect('held' in stage || 'secrets' in stage).toBe(false);
  });
});

describe('a coordinator that wants one vector in two sums is refused:', () => {
  it('a faked abort: after shares were given, no further attempt begins', () => {
    const rehearsal = aRehearsal(4);
    rehearsal.play();
    const again = rehearsal.again({ ...rehearsal.agreement, attempt: 1 });
    for (const place of [0, 1, 2, 3]) expect(refusal(() => again.begin(place))).toBe('unmasked');
  });

  it('a replayed round: the finished attempt answers only as it did', () => {
    const rehearsal = aRehearsal(4);
    const outgoing = rehearsal.upTo('revealing');
    const before = rehearsal.tell(0, outgoing[0].message);
    expect(rehearsal.tell(0, outgoing[0].message)).toEqual(before);
    expect(refusal(() => rehearsal.tell(0, signedRoll(rehearsal.agreement, (rehearsal.coordinator as CoordinatorStateOf<'revealing'>).adverts)))).toBe('phase');
  });

  it('two attempts kept open, to be unmasked one after the other', () => {
    const first = aRehearsal(4);
    const firstConsents = honest(first, 'revealing', 'consents');
    const second = first.again({ ...first.agreement, attempt: 1 });
    second.play({ masking: [3] });
    first.ledgers.set(0, second.ledgers.get(0) ?? { commitment: new Uint8Array(0), survivorsSha256: new Uint8Array(0) });
    expect(refusal(() => restoreSiteState(encodeSiteState(first.site(0)), first.ledgers.get(0) ?? null))).toBe('unmasked');
    expect(firstConsents.consents).toHaveLength(4);
  });

  it('two attempts open side by side at a running site: only the ledger sees both, and holds one', () => {
    const first = aRehearsal(4);
    const consents = honest(first, 'revealing', 'consents');
    const second = first.again({ ...first.agreement, attempt: 1 });
    second.play({ masking: [3] });
    const { effects } = siteStep(first.tools(0), first.site(0), { kind: 'received', message: consents });
    const asked = effects.find((effect) => effect.kind === 'record')?.record;
    const held = second.ledgers.get(0);
    if (asked === undefined || held === undefined) throw new Error('No record.');
    expect(refusal(() => isNewRecord(held, asked))).toBe('unmasked');
    expect(isNewRecord(held, held)).toBe(false);
  });

  it('a second set of survivors after a crash: the ledger’s record counts, not the older state', () => {
    const rehearsal = aRehearsal(4);
    const survivors = honest(rehearsal, 'agreeing', 'survivors');
    const older = encodeSiteState(rehearsal.site(0));
    rehearsal.answer(rehearsal.coordinator.kind === 'agreeing' ? [0, 1, 2, 3].map((to) => ({ to, message: survivors })) : []);
    rehearsal.tell(0, { kind: 'consents', context: survivors.context, consents: (rehearsal.coordinator as CoordinatorStateOf<'revealing'>).consents });
    rehearsal.sites.set(0, restoreSiteState(older, rehearsal.ledgers.get(0) ?? null));
    const others = { kind: 'received', message: { ...survivors, inputs: survivors.inputs.slice(0, 3) } } as const;
    expect(refusal(() => siteStep(rehearsal.tools(0), rehearsal.site(0), others))).toBe('unmasked');
    expect(refusal(() => rehearsal.tell(0, survivors))).toBeNull();
  });

  it('shares before the record is durable', () => {
    const rehearsal = aRehearsal(4);
    const consents = honest(rehearsal, 'revealing', 'consents');
    const { effects } = siteStep(rehearsal.tools(0), rehearsal.site(0), { kind: 'received', message: consents });
    expect(effects).toMatchObject([{ kind: 'record' }]);
  });

  it('another record than the one that was asked for', () => {
    const rehearsal = aRehearsal(4);
    const consents = honest(rehearsal, 'revealing', 'consents');
    const { state } = siteStep(rehearsal.tools(0), rehearsal.site(0), { kind: 'received', message: consents });
    const record = { commitment: rehearsal.commitment(0), survivorsSha256: new Uint8Array(32) };
    expect(refusal(() => siteStep(rehearsal.tools(0), state, { kind: 'recorded', record }))).toBe('unmasked');
  });

  it('in a regular graph, a second consent: consent itself is recorded first', () => {
    const rehearsal = aRehearsal(65);
    const survivors = honest(rehearsal, 'agreeing', 'survivors');
    const { effects } = siteStep(rehearsal.tools(0), rehearsal.site(0), { kind: 'received', message: survivors });
    expect(effects).toMatchObject([{ kind: 'record' }]);
    rehearsal.tell(0, survivors);
    expect(refusal(() => rehearsal.again({ ...rehearsal.agreement, attempt: 1 }).begin(0))).toBe('unmasked');
  }, 120_000);
});

describe('a malicious site', () => {
  it('with a forged share does not change the sum: other shares give the secret', () => {
    const rehearsal = aRehearsal(7);
    const outgoing = rehearsal.upTo('revealing', { masking: [6] });
    for (const { to, message } of outgoing) {
      const reveals = rehearsal.tell(to, message);
      rehearsal.hear(to, to === 1 ? reveals.map((reveal) => (reveal.kind === 'reveal' ? { ...reveal, shares: reveal.shares.map(({ site, share }) => ({ site, share: other(share) })) } : reveal)) : reveals);
    }
    rehearsal.close();
    expect(rehearsal.result()).toEqual({ sum: rehearsal.sumOf([0, 1, 2, 3, 4, 5]), survivors: [0, 1, 2, 3, 4, 5] });
  });

  it('with a forged share of which there is none to spare ends the attempt, and gives no wrong sum', () => {
    const rehearsal = aRehearsal(4, { threshold: 4 });
    const outgoing = rehearsal.upTo('revealing');
    for (const { to, message } of outgoing) {
      const reveals = rehearsal.tell(to, message);
      rehearsal.hear(to, to === 1 ? reveals.map((reveal) => (reveal.kind === 'reveal' ? { ...reveal, shares: reveal.shares.map(({ site, share }) => ({ site, share: other(share) })) } : reveal)) : reveals);
    }
    expect(refusal(() => coordinatorStep(coordinatorTools, rehearsal.coordinator, { kind: 'closed' }))).toBe('share');
  });

  it('cannot answer for another', () => {
    const rehearsal = aRehearsal(4);
    const advert = rehearsal.begin(1);
    expect(refusal(() => rehearsal.hear(2, advert))).toBe('members');
  });

  it('cannot give shares of fewer or other sites than are due', () => {
    const rehearsal = aRehearsal(4);
    const [outgoing] = rehearsal.upTo('revealing');
    const [reveal] = rehearsal.tell(0, outgoing.message);
    if (reveal.kind !== 'reveal') throw new Error('No reveal.');
    expect(refusal(() => rehearsal.hear(0, [{ ...reveal, shares: reveal.shares.slice(1) }]))).toBe('members');
  });
});
