import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composed, discreteGaussian, gaussian, randomisedResponse, sampled, someEvent } from './an-event.fixture.js';
import { checkedEvent } from './check-event.js';
import type { DpEvent } from './dp-event.js';

const isDeeplyFrozen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen));

/** What arrives from a file is not typed. */
const fromJson = (text: string) => JSON.parse(text) as DpEvent;

describe('checkedEvent', () => {
  it('gives an equal, deeply frozen event that later changes of the original do not reach', () => {
    fc.assert(
      fc.property(someEvent, (event) => {
        const copy = checkedEvent(event);
        expect(copy).toEqual(event);
        expect(isDeeplyFrozen(copy)).toBe(true);
      }),
    );
    const event = { kind: 'gaussian' as const, noiseMultiplier: 2 };
    const copy = checkedEvent(event);
    event.noiseMultiplier = 0.1;
    expect(copy).toEqual({ kind: 'gaussian', noiseMultiplier: 2 });
  });

  it('drops fields that its kind does not have', () => {
    expect(checkedEvent(fromJson('{"kind":"laplace","noiseMultiplier":1,"epsilon":0.1}'))).toEqual({ kind: 'laplace', noiseMultiplier: 1 });
  });

  it.each<[DpEvent, string]>([
    [discreteGaussian(0, 1), 'blocks[0].squaredSensitivity must be a positive safe integer, but it is 0'],
    [discreteGaussian(1.5, 1), 'blocks[0].squaredSensitivity must be a positive safe integer, but it is 1.5'],
    [discreteGaussian(1, -4), 'blocks[0].variance must be a positive safe integer, but it is -4'],
    [discreteGaussian(1, 2 ** 53), 'blocks[0].variance must be a positive safe integer, but it is 9007199254740992'],
    [discreteGaussian(1, NaN), 'blocks[0].variance must be a positive safe integer, but it is NaN'],
    [{ kind: 'discrete-laplace', blocks: [{ coordinates: 0, l1Sensitivity: 1, scale: 1 }] }, 'blocks[0].coordinates must be a positive safe integer, but it is 0'],
    [{ kind: 'discrete-laplace', blocks: [{ coordinates: 1, l1Sensitivity: 1, scale: 0.5 }] }, 'blocks[0].scale must be a positive safe integer, but it is 0.5'],
    [{ kind: 'exponential-mechanism', sensitivity: 1, scale: 0 }, 'scale must be a positive safe integer, but it is 0'],
    [{ kind: 'report-noisy-max', sensitivity: -1, scale: 1 }, 'sensitivity must be a positive safe integer, but it is -1'],
    [randomisedResponse(1, 1, 2), 'categories must be at least 2, but it is 1'],
    [randomisedResponse(2, 0, 2), 'replaced must be a positive safe integer, but it is 0'],
    [randomisedResponse(2, 3, 2), 'replaced must be at most outOf, which is 2, but it is 3'],
    [gaussian(0), 'noiseMultiplier must be a finite number above 0, but it is 0'],
    [gaussian(Infinity), 'noiseMultiplier must be a finite number above 0, but it is Infinity'],
    [sampled(gaussian(1), 11, 10), 'sampled must be at most outOf, which is 10, but it is 11'],
    [sampled(composed(gaussian(1), gaussian(-1)), 1, 10), 'event.parts[1].event.noiseMultiplier must be a finite number above 0, but it is -1'],
    [{ kind: 'composed', parts: [{ event: gaussian(1), times: 0 }] }, 'parts[0].times must be a positive safe integer, but it is 0'],
    [fromJson('{"kind":"magic"}'), 'kind must be a kind of event, but it is magic'],
    [fromJson('{"kind":"composed","parts":{}}'), 'parts must be a list, but it is [object Object]'],
    [fromJson('{"kind":"composed","parts":[null]}'), 'parts[0] must be an object, but it is null'],
    [fromJson('{"kind":"composed","parts":[{"times":1}]}'), 'parts[0].event must be an event, but it is undefined'],
    [fromJson('{"kind":"discrete-gaussian","blocks":[{"squaredSensitivity":"1","variance":1}]}'), 'blocks[0].squaredSensitivity must be a positive safe integer, but it is 1'],
    [fromJson('null'), 'the event must be an event, but it is null'],
  ])('refuses %j and names the field', (event, message) => {
    expect(() => checkedEvent(event)).toThrow(new RangeError(message));
  });
});
