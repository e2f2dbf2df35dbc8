import { describe, expect, it } from '@jest/globals';
import { aRehearsal, coordinatorTools } from './a-round.fixture.js';
import { type AggregationReason } from './aggregation-error.js';
import { coordinatorStep } from './coordinator/coordinator.js';
import type { CoordinatorStateOf } from './coordinator/coordinator-state.js';
import { encodeCoordinatorMessage, decodeCoordinatorMessage } from './messages.js';
import { siteStep } from './site/site.js';
import { encodeSiteState, restoreSiteState } from './site/site-state.js';
import { isNewRecord } from './site/unmask-record.js';
import { honest, inboxFor, other, refusal, signedRoll, type MessageOf } from './an-attack.fixture.js';

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
    expect(stage.shares.every(({ share }) => state.includes(Buffer.from(share)))).toBe(true);
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
