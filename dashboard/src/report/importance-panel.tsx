import evaluation from '../evaluation/evaluation.module.css';
import type { BenchmarkReport } from '../api/model.js';
import { differenceText, distanceText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';
import { heat } from './heat.js';
import report from './report.module.css';

type Importance = BenchmarkReport['importance'];

/** Which columns matter to models that learnt from synthetic and from real records; what matters most to the real ones comes first. */
export function ImportancePanel({ importance: { columns, rankCorrelation } }: { readonly importance: Importance }) {
  const falling = [...columns].sort((a, b) => b.real - a.real);
  const most = Math.max(Number.MIN_VALUE, ...columns.flatMap(({ synthetic, real }) => [synthetic, real]));
  const cell = (value: number) => (
    <td className={report.heat} style={heat(Math.max(0, value) / most)}>
      {differenceText(value)}
    </td>
  );
  return (
    <Panel
      title="What models go by"
      line={`AUROC that is lost when the values of a column are exchanged among test records. The two orders have a rank correlation of ${distanceText(rankCorrelation)}; 1 is the same order.`}
      aside={null}
    >
      <div className={evaluation.wide}>
        <table className={report.scores}>
          <caption className="cw-heard">Importance of each column to models trained on synthetic and on real records</caption>
          <thead>
            <tr>
              <td />
              <th scope="col" className={report.heatHead}>
                synthetic
              </th>
              <th scope="col" className={report.heatHead}>
                real
              </th>
            </tr>
          </thead>
          <tbody>
            {falling.map(({ column, synthetic, real }) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                {cell(synthetic)}
                {cell(real)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
