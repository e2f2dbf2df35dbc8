import type { Patch } from './build.js';
import { maskedMutants } from './masked-mutants.js';
import type { Rounds } from './outcome.js';

/** A way to break what the simulation is there to protect, by one place of the product's source. */
export type Mutant = readonly [name: string, patch: Patch];

/** Those that rounds of a kind are there to kill. */
export const mutantsOf = (rounds: Rounds): readonly Mutant[] => (rounds === 'masked' ? maskedMutants : mutants);

export const mutants: readonly Mutant[] = [
  ['files are not synced', { file: 'site-agent/src/ledger/durable.ts', line: 'attemptSync(() => file.sync());', becomes: 'attemptSync(() => undefined);' }],
  ['what a killed process left unsynced is taken as it is found', { file: 'site-agent/src/ledger/ledger-recovery.ts', line: '  syncAll(disk, paths);', becomes: '' }],
  ['names that a killed process gave to files are taken as they are found', { file: 'site-agent/src/ledger/ledger-recovery.ts', line: '  for (const folder of [dir, outbox, masking]) syncFolder(disk, folder);', becomes: '' }],
  [
    'a release leaves before its seal is witnessed',
    {
      file: 'site-agent/src/ledger/round-phase.ts',
      line: "return chain.witnessed !== null && chain.witnessed.seq >= state.seal.ledger.seq ? 'witnessed' : 'sealed';",
      becomes: "return 'witnessed';",
    },
  ],
  [
    'the witness countersigns whatever head a site names',
    { file: 'coordinator/src/witness/witness.service.ts', line: 'const heads = await this.#heads();', becomes: 'const heads = { ...(await this.#heads()), [site.name]: hello.ledger };' },
  ],
  [
    'a damaged last record is cut away',
    {
      file: 'site-agent/src/ledger/ledger-recovery.ts',
      line: 'if (reading.tornTail > 0) return forfeitTornRecord({ disk, paths, owner }, bytes, reading);',
      becomes: 'if (reading.tornTail > 0) { writeAnchor(disk, paths, reading); replaceFile(disk, paths.log, bytes.subarray(0, bytes.length - reading.tornTail)); }',
    },
  ],
  ['noise is drawn again for a release that is asked for again', { file: 'site-agent/src/tasks/answer-offer.ts', line: '      return sealedBefore(desk, offer, plan);', becomes: '      return payAndSeal(desk, offer, plan);' }],
  [
    'an answer to an earlier hello is taken',
    { file: 'site-agent/src/tasks/hello.ts', line: 'if (statement.nonce !== nonce || statement.site', becomes: 'if (statement.site' },
  ],
  ['what the coordinator states is not looked at', { file: 'site-agent/src/tasks/session.ts', line: 'const reason = judge(this.#desk, welcome);', becomes: 'const reason = null as QuarantineReason | null;' }],
  [
    'a ledger that was put back does not ask whether its seal was witnessed',
    { file: 'site-agent/src/tasks/session.ts', line: 'if (desk.ledger.hasNewsAfter(desk.ledger.witnessed))', becomes: 'if (desk.ledger.hasNewsAfter(welcome.own))' },
  ],
  [
    'a coordinator that has forgotten records of others is not noticed',
    { file: 'site-agent/src/tasks/standing.ts', line: "if (known.some(([name, head]) => isBefore(headOf(stated, name), head))) return 'witness-rollback';", becomes: '' },
  ],
  [
    'a receipt is not compared with the release',
    {
      file: 'site-agent/src/tasks/session.ts',
      line: 'const isSent = witnessed !== null && statement.envelopeSha256 === sentSha256(sender, ledger, witnessed);',
      becomes: 'const isSent = witnessed !== null || ledger.head.seq >= 0;',
    },
  ],
  [
    'records are read before the debit',
    {
      file: 'site-agent/src/tasks/answer-offer.ts',
      line: 'const debit = desk.ledger.debit({ ...offer, event: eventOf(plan) });',
      becomes: 'desk.records.read({ ...offer } as never); const debit = desk.ledger.debit({ ...offer, event: eventOf(plan) });',
    },
  ],
  ['a debit is not looked for before another is made', { file: 'site-agent/src/ledger/file-ledger.ts', line: 'if (known !== undefined) return repeatedDebit', becomes: 'if (known === undefined && cost < 0) return repeatedDebit' }],
  ['every debit is affordable', { file: 'libs/envelope/src/ledger-chain.ts', line: 'return rhoUnits <= forfeitRhoUnits(chain);', becomes: 'return rhoUnits >= 0;' }],
  ['a lock is taken from an agent that runs', { file: 'site-agent/src/ledger/ledger-lock.ts', line: 'if (holder !== null && processes.isRunning(holder)) {', becomes: 'if (holder !== null && !processes.isRunning(holder) && dir.length === 0) {' }],
  ['what was given up is refunded', { file: 'site-agent/src/ledger/adopt-witnessed.ts', line: 'const rhoUnits = spentBy(own.entries) - spentBy(own.entries.slice(0, fork));', becomes: 'const rhoUnits = 0;' }],
  ['unfenced leader', { file: 'coordinator/src/leadership/leadership.ts', line: 'this.#view = await database.underLease(term);', becomes: 'this.#view = database as Database;' }],
  ['a new leader does not finish what the last one had begun to write', { file: 'coordinator/src/storage/fenced-by-redo.ts', line: '  await fence.open();', becomes: '' }],
  ['a release leaves though the operator has refused its study', { file: 'site-agent/src/ledger/round-phase.ts', line: "return chain.vetoes.has(round.study) ? 'vetoed' : recordedPhaseOf(chain, round);", becomes: 'return recordedPhaseOf(chain, round);' }],
  ['an order is forgotten while a damaged record could still take it back', { file: 'site-agent/src/tasks/take-orders.ts', line: 'if (!ledger.endsWithWord) for', becomes: 'for' }],
  ['a paused site answers', { file: 'site-agent/src/tasks/answer-offer.ts', line: "if (phase !== 'vetoed' && desk.operator.isPaused()) return { kind: 'paused' };", becomes: '' }],
  ['a round is complete at its deadline with whatever it has', { file: 'coordinator/src/rounds/round.ts', line: 'if (released < round.quorum || (waiting > 0 && !round.overdue)) return round;', becomes: 'if (waiting > 0 && !round.overdue) return round;' }],
  ['a round is opened again without its answers', { file: 'coordinator/src/rounds/round.ts', line: "phase: 'collecting', reason: null, overdue: false, closedAt: null };", becomes: "phase: 'collecting', reason: null, overdue: false, closedAt: null, answers: Object.fromEntries(Object.keys(round.answers).map((site) => [site, { state: 'waiting' as const }])) };" }],
];
