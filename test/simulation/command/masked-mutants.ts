import type { Mutant } from './mutants.js';

/** Ways to break what only masked rounds have, each at one place of the product's source. */
export const maskedMutants: readonly Mutant[] = [
  ['a share leaves without a record of the sum that it opens', { file: 'site-agent/src/tasks/masked-exchange.ts', line: '        this.#record(maskable, effect.record);', becomes: '' }],
  [
    'the state of an attempt is kept after what follows from it',
    { file: 'site-agent/src/tasks/kept-attempt.ts', line: '  ledger.masking.keep(round, new Uint8Array(Buffer.concat([maskedSha256, encoded])));', becomes: '  queueMicrotask(() => ledger.masking.keep(round, new Uint8Array(Buffer.concat([maskedSha256, encoded]))));' },
  ],
  ['what the ledger says of a sum is not looked at', { file: 'site-agent/src/tasks/kept-attempt.ts', line: '  const survivors = ledger.survivorsOf(round);', becomes: '  const survivors = null as string | null;' }],
  [
    'a masked round goes on though the operator has refused its study',
    {
      file: 'site-agent/src/ledger/file-ledger.ts',
      line: "const sealed = this.phase(round) === 'vetoed' || !this.isSummed(round) || this.isLost(round) ? null : this.witnessedSeal(round);",
      becomes: 'const sealed = !this.isSummed(round) || this.isLost(round) ? null : this.witnessedSeal(round);',
    },
  ],
  ['the operator is not heard before a masked message', { file: 'site-agent/src/tasks/masked-exchange.ts', line: '    takeOrders(this.#desk);', becomes: '' }],
  ['a paused site goes on with a masked round', { file: 'site-agent/src/tasks/agent.ts', line: '    if (desk.operator.isPaused()) leftUnanswered = true;', becomes: '    if (desk.operator.isPaused() && leftUnanswered) leftUnanswered = true;' }],
  ['a vector is masked before its seal is witnessed', { file: 'site-agent/src/ledger/round-phase.ts', line: "return chain.witnessed !== null && chain.witnessed.seq >= state.seal.ledger.seq ? 'witnessed' : 'sealed';", becomes: "return 'witnessed';" }],
  ['a coordinator that forgot an advert is not given it again', { file: 'site-agent/src/tasks/masked-exchange.ts', line: "if (stage.kind !== 'finished') await", becomes: "if (stage.kind === 'advertised') await" }],
  ['a sum that moved by a write without an answer is told to nobody', { file: 'coordinator/src/rounds/rounds.service.ts', line: 'if (moved || !isTold) this', becomes: 'if (moved) this' }],
  ['a receipt that a site cannot check ends its connection', { file: 'site-agent/src/tasks/session.ts', line: '  if (!isSent && witnessed !== null && ledger.isSummed(witnessed)) return null;', becomes: '' }],
];
