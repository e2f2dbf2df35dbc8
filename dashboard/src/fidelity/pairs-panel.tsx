import type { Fidelity, PairDistance } from '../api/model.js';
import { distanceText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import classes from './fidelity.module.css';
import { HeatMap } from './heat-map.js';
import { pairMatrix, worstPairs } from './pair-matrix.js';

const shownFirst = 8;

function PairTable({ caption, pairs }: { caption: string; pairs: readonly PairDistance[] }) {
  return (
    <table className={classes.pairs}>
      <caption>{caption}</caption>
      <thead className={classes.heard}>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col">TV distance</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ columns: [a, b], tv }) => (
          <tr key={`${a} ${b}`}>
            <th scope="row">
              {a} and {b}
            </th>
            <td>{distanceText(tv)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Scale({ end, noise }: { end: number; noise: number | null }) {
  return (
    <p className={classes.heatScale}>
      <span>0</span>
      <span className={classes.ramp} aria-hidden>
        {noise === null ? null : <i style={{ left: `${(noise / end) * 100}%` }} />}
      </span>
      <span>{distanceText(end)}</span>
      {noise === null ? null : <span className={classes.noiseMark}>noise alone in a released table: {distanceText(noise)}</span>}
    </p>
  );
}

function Pairs({ fidelity }: { fidelity: Fidelity }) {
  const { pairs, noiseTv2 } = fidelity;
  const matrix = pairMatrix(pairs);
  const worst = worstPairs(pairs);
  const end = Math.max(matrix.largest, noiseTv2 ?? 0);
  return (
    <div className={classes.pairsLayout}>
      <div>
        <HeatMap matrix={matrix} end={end} />
        <Scale end={end} noise={noiseTv2} />
      </div>
      <div>
        <PairTable caption="Largest distances" pairs={worst.slice(0, shownFirst)} />
        {worst.length <= shownFirst ? null : (
          <details className={classes.more}>
            <summary>The other {worst.length - shownFirst} pairs</summary>
            <PairTable caption="Other distances" pairs={worst.slice(shownFirst)} />
          </details>
        )}
      </div>
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
