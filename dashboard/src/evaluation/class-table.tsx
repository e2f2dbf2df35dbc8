import type { Estimate, ToldUtility } from '../api/model.js';
import { countText, distanceText } from '../figures/numbers.js';
import { heat, scoreHeat } from '../report/heat.js';
import report from '../report/report.module.css';
import { classifierWords } from '../report/words.js';

function Cell({ estimate: { value, low, high } }: { readonly estimate: Estimate }) {
  return (
    <td className={report.heat} style={heat(scoreHeat(value))} title={`95 % interval ${distanceText(low)} to ${distanceText(high)}`}>
      {distanceText(value)} <small>±{distanceText((high - low) / 2)}</small>
    </td>
  );
}

interface ClassTableProps {
  readonly model: ToldUtility['models'][number];
  readonly support: readonly number[];
  readonly targets: readonly { readonly label: string }[];
}

/** The classification report of one model on real records: each cell is coloured by its estimate and says how well it is known. */
export function ClassTable({ model: { model, classes }, support, targets }: ClassTableProps) {
  return (
    <table className={report.scores}>
      <caption>{classifierWords[model]}</caption>
      <colgroup>
        <col className={report.name} />
        <col span={3} />
        <col className={report.support} />
      </colgroup>
      <thead>
        <tr>
          <td />
          {['precision', 'recall', 'F1'].map((name) => (
            <th key={name} scope="col" className={report.heatHead}>
              {name}
            </th>
          ))}
          <th scope="col">about</th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ precision, recall, f1 }, k) => (
          <tr key={targets[k].label}>
            <th scope="row">{targets[k].label}</th>
            <Cell estimate={precision} />
            <Cell estimate={recall} />
            <Cell estimate={f1} />
            <td>{countText(support[k])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
