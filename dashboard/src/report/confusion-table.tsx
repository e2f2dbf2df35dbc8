import { countText, shareText } from '../figures/numbers.js';
import { heat } from './heat.js';
import classes from './report.module.css';
import { confusionRows, type Scores } from './scores.js';

interface ConfusionTableProps {
  readonly scores: Scores;
  readonly targets: readonly { readonly label: string }[];
}

/** Test records by true and predicted class, coloured by their share of the true class. */
export function ConfusionTable({ scores, targets }: ConfusionTableProps) {
  return (
    <table className={classes.scores}>
      <caption className={classes.minor}>Test records, by true class (rows) and predicted class</caption>
      <colgroup>
        <col className={classes.name} />
        <col span={targets.length} />
      </colgroup>
      <thead>
        <tr>
          <td />
          {targets.map(({ label }) => (
            <th key={label} scope="col" className={classes.heatHead}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {confusionRows(scores, targets).map(({ label, cells }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {cells.map(({ count, share }, index) => (
              <td key={targets[index].label} className={classes.heat} style={heat(share)}>
                {countText(count)} <small>{shareText(share, 0)}</small>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
