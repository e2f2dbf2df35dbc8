import type { Fidelity, Study } from '../api/model.js';
import { distanceText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import classes from './fidelity.module.css';
import { MarginalsPanel } from './marginals-panel.js';
import { PairsPanel } from './pairs-panel.js';

interface SummaryProps {
  readonly title: string;
  readonly tv: number;
  readonly line: string;
}

function Summary({ title, tv, line }: SummaryProps) {
  return (
    <div className={classes.summary}>
      <p>{title}</p>
      <p className={classes.big}>{distanceText(tv)}</p>
      <p>{line}</p>
    </div>
  );
}

const noiseText = (noise: number | null): string => (noise === null ? 'no pairs were released' : `noise alone in a released table: about ${distanceText(noise)}`);

function Found({ fidelity }: { fidelity: Fidelity }) {
  return (
    <div className="cw-stack">
      <Panel
        title="Fidelity"
        line="Mean total variation distance between the synthetic records and the released tables, after their noise has been smoothed: 0 is equal, 1 is disjoint. Compared with released statistics: costs nothing."
        aside={null}
      >
        <div className={classes.summaries}>
          <Summary title="Columns alone (TV1)" tv={fidelity.tv1} line="the noise of every cell is drawn below" />
          {fidelity.tv2 === null ? null : <Summary title="Pairs of columns (TV2)" tv={fidelity.tv2} line={noiseText(fidelity.noiseTv2)} />}
        </div>
      </Panel>
      <MarginalsPanel fidelity={fidelity} />
      <PairsPanel fidelity={fidelity} />
    </div>
  );
}

/** How near the generator is to what the sites released. */
export function FidelityView({ study }: { study: Study }) {
  if (study.fidelity !== null) return <Found fidelity={study.fidelity} />;
  return (
    <Panel title="Fidelity" line={null} aside={null}>
      <Empty>Fidelity is measured when the generator has been trained. It compares with released statistics, so it costs nothing.</Empty>
    </Panel>
  );
}
