import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../panel/panel.js';
import type { Basis } from './basis.js';
import { ColumnChart } from './column-chart.js';
import classes from './columns.module.css';
import { columnDistance, type ColumnShares } from './shares.js';

const orders = { dictionary: 'As in the dictionary', distance: 'Largest difference first' } as const;

function inOrder(columns: readonly ColumnShares[], order: string): readonly ColumnShares[] {
  return order === 'distance' ? [...columns].sort((a, b) => columnDistance(b) - columnDistance(a)) : columns;
}

function Legend({ legend }: Pick<Basis, 'legend'>) {
  return (
    <p className={classes.legend}>
      {legend.map(({ mark, text }) => (
        <span key={mark} data-mark={mark}>
          {text}
        </span>
      ))}
    </p>
  );
}

interface ColumnsPanelProps {
  readonly line: string;
  readonly basis: Basis;
  readonly columns: readonly ColumnShares[];
}

/** Every column alone: the generator's shares beside what they are compared with. */
export function ColumnsPanel({ line, basis, columns }: ColumnsPanelProps) {
  const [order, setOrder] = useState<string>('dictionary');
  const choice = (
    <NativeSelect size="xs" aria-label="Order of the columns" value={order} onChange={(event) => setOrder(event.currentTarget.value)} data={Object.entries(orders).map(([value, label]) => ({ value, label }))} />
  );
  return (
    <Panel title="Columns, one by one" line={line} aside={choice}>
      <Legend legend={basis.legend} />
      <ul className={classes.list} data-numbers={basis.isPrinted ? 2 : 1}>
        {inOrder(columns, order).map((shares) => (
          <li key={shares.column}>
            <ColumnChart shares={shares} basis={basis} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
