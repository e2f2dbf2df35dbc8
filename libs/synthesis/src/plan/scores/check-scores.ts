import { SCORES_GRID, MOST_STEPS, scoresBlocks, type NoiselessBlock } from './scores-blocks.js';
import { scopeFor } from './scores-choice.js';
import { SCORES_PARTS, stepsOf, type ScoresPlan, type ScoreStandards } from './scores-plan.js';

type Problem = { readonly field: string; readonly problem: string } | null;

/** Which field of a plan of days does not go with the others, and why; null if all do. */
export function scoresProblem(plan: ScoresPlan): Problem {
  const { dictionary, guarantee, grid, part } = plan;
  const steps = stepsOf(dictionary);
  if (guarantee.unit !== dictionary.unit) return { field: 'guarantee.unit', problem: `the dictionary protects one ${dictionary.unit}` };
  if (steps > MOST_STEPS) return { field: 'dictionary', problem: `it has ${steps} steps in all channels, more than ${MOST_STEPS}` };
  if (grid !== SCORES_GRID) return { field: 'grid', problem: `${SCORES_GRID} is expected` };
  return blocksProblem(plan) ?? (part.name === 'tables' ? scopeProblem(plan) : standardsProblem(part, steps));
}

function blocksProblem(plan: ScoresPlan): Problem {
  const expected = scoresBlocks(plan.dictionary);
  const field = SCORES_PARTS.find((part) => plan[part].map(textOf).join(' ') !== expected[part].map(textOf).join(' '));
  if (field === undefined) return null;
  return { field, problem: `expected ${expected[field].map(({ name, length }) => `"${name}" of ${length} numbers`).join(', ')}, as the dictionary has it` };
}

const textOf = ({ name, length, clippingNorm }: NoiselessBlock): string => `${name}/${length}/${clippingNorm}`;

/** The label of weak relations follows from public numbers, so a plan cannot do without it. A second round may have fewer sites. */
function scopeProblem(plan: ScoresPlan): Problem {
  const scope = scopeFor({ ...plan, protection: plan });
  return scope === plan.scope ? null : { field: 'scope', problem: `with its public numbers ${scope === null ? 'days cannot be published' : `"${scope}" is expected`}` };
}

function standardsProblem({ means, spreads }: ScoreStandards, steps: number): Problem {
  if (means.length !== steps || spreads.length !== steps) return { field: 'part', problem: `expected ${steps} means and as many spreads, one for each step` };
  const isSingle = (value: number): boolean => Number.isFinite(value) && Math.fround(value) === value;
  return means.every(isSingle) && spreads.every((spread) => isSingle(spread) && spread > 0) ? null : { field: 'part', problem: 'expected numbers of 32 bits, and spreads above 0' };
}
