import type { Fidelity } from '../api/model.js';
import { distanceText } from '../figures/numbers.js';
import { HeatMaps } from '../pairs/heat-maps.js';
import { PairList } from '../pairs/pair-list.js';
import type { Place } from '../pairs/pair-matrix.js';
import classes from '../pairs/pairs.module.css';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import { pairMatrix, worstPairs } from './pair-distances.js';

const label = 'Heat map of the distances of all pairs of columns. Arrow keys move between pairs. The table below holds the same numbers.';

function Pairs({ fidelity }: { fidelity: Fidelity }) {
  const { pairs, noiseTv2 } = fidelity;
  const matrix = pairMatrix(pairs);
  const end = Math.max(noiseTv2 ?? 0, ...pairs.map(({ tv }) => tv));
  const mark = noiseTv2 === null ? null : { at: noiseTv2, text: `noise alone in a released table: ${distanceText(noiseTv2)}` };
  const readOut = ({ row, column }: Place) => {
    const tv = matrix.at(row, column);
    return <b>{tv === null ? 'not released' : distanceText(tv)}</b>;
  };
  return (
    <div className={classes.beside}>
      <HeatMaps label={label} names={matrix.names} maps={[{ matrix, title: null, kind: 'distance', end, mark }]} readOut={readOut} />
      <PairList of="distances" headings={['TV distance']} rows={worstPairs(pairs).map(({ columns, tv }) => ({ columns, values: [distanceText(tv)] }))} />
    </div>
  );
}

/** Every pair of columns: how far the generator's table is from the released one. */
export function PairsPanel({ fidelity }: { fidelity: Fidelity }) {
  return (
    <Panel title="Pairs of columns" line="Total variation distance between the synthetic and the released two-way tables. Compared with released statistics: costs nothing." aside={null}>
      {fidelity.pairs.length === 0 ? <Empty>This study released no pairs of columns.</Empty> : <Pairs fidelity={fidelity} />}
    </Panel>
  );
}
