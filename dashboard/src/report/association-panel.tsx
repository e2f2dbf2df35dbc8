import type { BenchmarkReport } from '../api/model.js';
import { differenceText, distanceText } from '../figures/numbers.js';
import { HeatMaps, type Heat } from '../pairs/heat-maps.js';
import { PairList } from '../pairs/pair-list.js';
import type { Place } from '../pairs/pair-matrix.js';
import { Panel } from '../panel/panel.js';
import { associationMaps, pairsByDifference, strongest, type Association } from './association.js';
import classes from './report.module.css';

const label = 'Heat maps of the association of all pairs of columns: synthetic, real, and their difference. Arrow keys move between pairs. The table below holds the same numbers.';

/** One scale for all maps, so that a pale third one means what it looks like. */
function heatsOf(association: Association): readonly Heat[] {
  const { synthetic, real, difference } = associationMaps(association);
  const shared = { end: strongest(association), mark: null };
  return [
    { title: 'Synthetic', matrix: synthetic, kind: 'strength', ...shared },
    { title: 'Real', matrix: real, kind: 'strength', ...shared },
    { title: 'Difference', matrix: difference, kind: 'distance', ...shared },
  ];
}

/** How strongly each pair of columns goes together, in the synthetic and in the real training records. */
export function AssociationPanel({ association }: { association: BenchmarkReport['association'] }) {
  const { columns, measure, synthetic, real } = association;
  const readOut = ({ row, column }: Place) => (
    <>
      synthetic <b>{distanceText(synthetic[row][column])}</b>, real <b>{distanceText(real[row][column])}</b>, difference{' '}
      <b>{differenceText(synthetic[row][column] - real[row][column])}</b>
    </>
  );
  const rows = pairsByDifference(association).map((pair) => ({
    columns: pair.columns,
    values: [distanceText(pair.synthetic), distanceText(pair.real), differenceText(pair.difference)],
  }));
  return (
    <Panel
      title="Association of pairs"
      line={`How strongly two columns go together (${measure}): 0 is not at all, 1 is completely. A missing value counts as a value, so columns that are missing in the same records go together. All maps have the same scale: a pale third one is good.`}
      aside={null}
    >
      <div className={classes.association}>
        <HeatMaps label={label} names={columns} maps={heatsOf(association)} readOut={readOut} />
        <PairList of="differences" headings={['Synthetic', 'Real', 'Difference']} rows={rows} />
      </div>
    </Panel>
  );
}
