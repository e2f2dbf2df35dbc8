import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUnderWay, transition, type Export, type ExportEvent, type ExportState } from './export.js';

const AT = '2026-01-01T09:00:00Z';
const requested: Export = {
  id: 'e',
  study: 's',
  studyName: 'Heart',
  state: 'requested',
  rows: 1,
  conditions: [],
  purpose: 'a test',
  requestedBy: 'ada',
  requestedAt: AT,
  decision: null,
  readyAt: null,
  generatorSha256: '00',
  reportSha256: null,
  guarantee: { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  directory: '/exports/e',
  files: [],
  failure: null,
};

const approved: ExportEvent = { kind: 'approved', by: 'grace', at: AT, reportSha256: '11' };
const refused: ExportEvent = { kind: 'refused', by: 'grace', at: AT, reason: 'Say what for.' };
const begun: ExportEvent = { kind: 'begun' };
const written: ExportEvent = { kind: 'written', at: AT, files: [{ name: 'data.csv', bytes: 1, sha256: '00' }] };
const failed: ExportEvent = { kind: 'failed', reason: 'The disk is full.' };
const after = (...events: readonly ExportEvent[]): Export => events.reduce(transition, requested);

/** Every way from one state to another. */
const WAYS: Readonly<Record<ExportState, readonly ExportState[]>> = {
  requested: ['approved', 'refused'],
  approved: ['preparing'],
  preparing: ['ready', 'failed'],
  ready: [],
  refused: [],
  failed: [],
};

describe('an export', () => {
  it('is requested, approved, prepared and ready', () => {
    expect([[], [approved], [approved, begun], [approved, begun, written]].map((events) => after(...events).state)).toEqual(['requested', 'approved', 'preparing', 'ready']);
    expect(after(approved, begun, written)).toMatchObject({ decision: { by: 'grace', at: AT, reason: null }, readyAt: AT, files: [{ name: 'data.csv' }] });
  });

  it('keeps the reason for which it was refused, and stays refused', () => {
    const stays = after(refused, approved, begun, written, failed);
    expect(stays).toMatchObject({ state: 'refused', decision: { by: 'grace', reason: 'Say what for.' }, files: [], readyAt: null });
  });

  it('keeps why it could not be made', () => {
    expect(after(approved, begun, failed)).toMatchObject({ state: 'failed', failure: 'The disk is full.', files: [] });
  });

  it('takes only the ways there are, changes nothing otherwise, and has files, a report or is prepared only after an approval, whatever happens in whatever order', () => {
    const events = fc.array(fc.constantFrom(approved, refused, begun, written, failed), { maxLength: 12 });
    fc.assert(
      fc.property(events, (happened) => {
        let exported = requested;
        for (const event of happened) {
          const next = transition(exported, event);
          expect(next === exported || WAYS[exported.state].includes(next.state)).toBe(true);
          exported = next;
          const isApproved = exported.decision !== null && exported.decision.reason === null;
          expect(isApproved).toBe(!['requested', 'refused'].includes(exported.state));
          expect(exported.files.length > 0).toBe(exported.state === 'ready');
          expect(isUnderWay(exported)).toBe(['approved', 'preparing'].includes(exported.state));
          expect(exported.reportSha256).toBe(isApproved ? '11' : null);
          expect({ ...exported, state: 0, decision: 0, reportSha256: 0, readyAt: 0, files: 0, failure: 0 }).toEqual({ ...requested, state: 0, decision: 0, reportSha256: 0, readyAt: 0, files: 0, failure: 0 });
        }
      }),
    );
  });
});
