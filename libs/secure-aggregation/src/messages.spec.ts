import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aRehearsal } from './a-round.fixture.js';
import { AggregationError } from './aggregation-error.js';
import { decodeCoordinatorMessage, decodeSiteMessage, encodeCoordinatorMessage, encodeSiteMessage } from './messages.js';
import { encodeSiteState, restoreSiteState, wipe } from './site/site-state.js';

/** Every message of a round, as bytes, with how its kind is read and written again. */
function everyMessage(): readonly { readonly bytes: Uint8Array; readonly again: (bytes: Uint8Array) => Uint8Array }[] {
  const rehearsal = aRehearsal(3);
  const site = [...rehearsal.begin(0)];
  const coordinator = (['sharing', 'masking', 'agreeing', 'revealing'] as const).flatMap((phase) => aRehearsal(3).upTo(phase).slice(0, 1));
  const other = aRehearsal(3);
  for (const place of [0, 1, 2]) other.hear(place, other.begin(place));
  for (let outgoing = other.close(); outgoing.length > 0; outgoing = other.close()) {
    for (const { to, message } of outgoing) {
      const answers = other.tell(to, message);
      if (to === 0) site.push(...answers);
      other.hear(to, answers);
    }
  }
  return [
    ...site.map((message) => ({ bytes: encodeSiteMessage(message), again: (bytes: Uint8Array) => encodeSiteMessage(decodeSiteMessage(bytes)) })),
    ...coordinator.map(({ message }) => ({ bytes: encodeCoordinatorMessage(message), again: (bytes: Uint8Array) => encodeCoordinatorMessage(decodeCoordinatorMessage(bytes)) })),
  ];
}

const messages = everyMessage();

describe('a message', () => {
  it('is one of nine, and has one form as bytes', () => {
    expect(messages).toHaveLength(9);
    for (const { bytes, again } of messages) expect(again(bytes)).toEqual(bytes);
  });

  it('is refused when it is cut off or goes on', () => {
    for (const { bytes, again } of messages) {
      const lengths = Array.from({ length: bytes.length }, (_, length) => length).filter((length) => length < 80 || length % 13 === 0);
      for (const length of lengths) expect(() => again(bytes.subarray(0, length))).toThrow(AggregationError);
      expect(() => again(new Uint8Array([...bytes, 0]))).toThrow('goes on for 1 bytes');
    }
  });

  it('with a byte changed is refused, or is another message with the same property', () => {
    fc.assert(
      fc.property(fc.constantFrom(...messages), fc.nat(), fc.integer({ min: 1, max: 255 }), ({ bytes, again }, place, change) => {
        const changed = bytes.map((byte, k) => (k === place % bytes.length ? byte ^ change : byte));
        let read: Uint8Array;
        try {
          read = again(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(AggregationError);
          return;
        }
        expect(read).toEqual(changed);
      }),
      { numRuns: 500 },
    );
  });

  it('that claims a list of four thousand million items is refused before any room is made for it', () => {
    const { bytes, again } = messages[1];
    const huge = Uint8Array.from(bytes);
    huge.set([255, 255, 255, 255], 33);
    expect(() => again(huge)).toThrow('at most 1000 items');
  });
});

describe('the state of a site', () => {
  it('cut off or changed in its frame is refused', () => {
    const rehearsal = aRehearsal(3);
    rehearsal.upTo('agreeing');
    const bytes = encodeSiteState(rehearsal.site(1));
    expect(encodeSiteState(restoreSiteState(bytes, null))).toEqual(bytes);
    expect(() => restoreSiteState(bytes.subarray(0, -1), null)).toThrow(AggregationError);
    expect(() => restoreSiteState(Uint8Array.from(bytes, (byte, k) => (k === 0 ? 99 : byte)), null)).toThrow('no message of kind 99');
  });

  it('has no secret left after it was wiped', () => {
    const rehearsal = aRehearsal(3);
    rehearsal.upTo('agreeing');
    const state = rehearsal.site(1);
    if (state.stage.kind !== 'masked') throw new Error('Not masked.');
    const { secrets, held } = state.stage;
    wipe(state);
    expect([...(Object.values(secrets) as Uint8Array[]), ...held.map(({ halves }) => halves)].every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });
});
