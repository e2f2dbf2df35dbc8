import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Fidelity, Marginal } from '../api/model.js';
import { countText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';
import classes from './fidelity.module.css';
import { MarginalChart } from './marginal-chart.js';
import { columnDistance, countOutside } from './marginals.js';

const orders = { dictionary: 'As in the dictionary', distance: 'Largest difference first' } as const;

function inOrder(columns: readonly Marginal[], order: string): readonly Marginal[] {
  return order === 'distance' ? [...columns].sort((a, b) => columnDistance(b) - columnDistance(a)) : columns;
}

function Legend() {
  return (
    <p className={classes.legend}>
      <span data-mark="released">released share</span>
      <span data-mark="interval">95 % interval of its noise</span>
      <span data-mark="synthetic">synthetic share</span>
      <span data-mark="outside">synthetic, outside the interval</span>
    </p>
  );
}

/** Every column alone: the share that was released, the interval of its noise, and the generator's share. */
export function MarginalsPanel({ fidelity }: { fidelity: Fidelity }) {
  const [order, setOrder] = useState<string>('dictionary');
  const { outside, cells } = countOutside(fidelity.columns);
  const line = `Each column against its release as it came, noise included. Compared with released statistics: costs nothing. ${countText(outside)} of ${countText(cells)} cells lie outside the noise interval; noise alone would put about ${countText(cells / 20)} there.`;
  const choice = (
    <NativeSelect size="xs" aria-label="Order of the columns" value={order} onChange={(event) => setOrder(event.currentTarget.value)} data={Object.entries(orders).map(([value, label]) => ({ value, label }))} />
  );
  return (
    <Panel title="Columns, one by one" line={line} aside={choice}>
      <Legend />
      <ul className={classes.marginals}>
        {inOrder(fidelity.columns, order).map((marginal) => (
          <li key={marginal.column}>
            <MarginalChart marginal={marginal} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
