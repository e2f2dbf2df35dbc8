import type { Guarantee } from '../api/model.js';
import { Facts } from './facts.js';
import { deltaText, epsilonText } from './numbers.js';

/** The four words of a guarantee in one line of text; they are never shown apart. */
export function guaranteeText({ epsilon, delta, unit, adjacency }: Guarantee): string {
  return `epsilon ${epsilonText(epsilon)}, delta ${deltaText(delta)}, unit ${unit}, adjacency ${adjacency}`;
}

export function GuaranteeLine({ guarantee }: { guarantee: Guarantee }) {
  const { epsilon, delta, unit, adjacency } = guarantee;
  return (
    <span>
      epsilon <b title={String(epsilon)}>{epsilonText(epsilon)}</b>, delta <b>{deltaText(delta)}</b>, unit {unit}, adjacency{' '}
      <span className="cw-keep">{adjacency}</span>
    </span>
  );
}

export function GuaranteeFacts({ guarantee }: { guarantee: Guarantee }) {
  const { epsilon, delta, unit, adjacency } = guarantee;
  return (
    <Facts
      facts={[
        { term: 'epsilon', value: <span title={String(epsilon)}>{epsilonText(epsilon)}</span> },
        { term: 'delta', value: deltaText(delta) },
        { term: 'unit', value: unit },
        { term: 'adjacency', value: adjacency },
      ]}
    />
  );
}
