import type { Study } from '../api/model.js';

export interface Stage {
  readonly name: string;
  readonly detail: string;
  readonly state: 'done' | 'now' | 'next' | 'broken';
}

function released(study: Study): number {
  const answers = study.rounds.flatMap((round) => round.sites);
  return new Set(answers.filter(({ state }) => state === 'released').map(({ site }) => site)).size;
}

/** Until the sum is open nobody has released; what has come is masked. */
function releaseDetail(study: Study): string {
  const masked = study.rounds.at(-1)?.masked ?? null;
  const count = `${masked === null || masked.phase === 'ended' ? released(study) : masked.inSum} of ${study.sites.length}`;
  if (study.aggregation === 'plain') return `${count} sites`;
  return masked?.phase === 'ended' ? `${count} in the sum` : `${count} masked vectors`;
}

function releaseState(study: Study): Stage['state'] {
  if (study.generator !== null || study.evaluation !== null || study.rounds.at(-1)?.phase === 'complete') return 'done';
  if (study.state === 'failed' || study.state === 'stopped' || study.state === 'expired') return 'broken';
  return study.state === 'running' || study.state === 'paused' ? 'now' : 'next';
}

function evaluationState(study: Study): Stage['state'] {
  if (study.evaluation !== null) return 'done';
  return study.state === 'running' && releaseState(study) === 'done' ? 'now' : 'next';
}

function generatorState(study: Study): Stage['state'] {
  if (study.generator !== null) return 'done';
  return study.state === 'running' && releaseState(study) === 'done' ? 'now' : 'next';
}

/** Where a study stands between its plan and what follows from its releases. */
export function stagesOf(study: Study): readonly Stage[] {
  const released: readonly Stage[] = [
    { name: 'Plan', detail: 'frozen', state: 'done' },
    { name: 'Releases', detail: releaseDetail(study), state: releaseState(study) },
  ];
  return [...released, ...(study.evaluates === null ? generatorStages(study) : [evaluationStage(study)])];
}

function evaluationStage(study: Study): Stage {
  const state = evaluationState(study);
  return { name: 'Evaluation', detail: { done: 'known', now: 'counting', next: 'not yet', broken: 'none' }[state], state };
}

function generatorStages(study: Study): readonly Stage[] {
  const generator = generatorState(study);
  return [
    { name: 'Generator', detail: { done: 'trained', now: 'training', next: 'not yet', broken: 'none' }[generator], state: generator },
    { name: 'Exports', detail: generator === 'done' ? 'open, at no cost' : 'not yet', state: generator === 'done' ? 'done' : 'next' },
  ];
}
