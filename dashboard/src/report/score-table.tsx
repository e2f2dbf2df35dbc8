import { countText, distanceText } from '../figures/numbers.js';
import { heat, scoreHeat } from './heat.js';
import classes from './report.module.css';
import { scoreRows, type Scores, type ScoreRow, type Training } from './scores.js';
import { trainingWords } from './words.js';

function Score({ value }: { value: number }) {
  return (
    <td className={classes.heat} style={heat(scoreHeat(value))}>
      {distanceText(value)}
    </td>
  );
}

function Row({ label, precision, recall, f1, support }: ScoreRow) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <Score value={precision} />
      <Score value={recall} />
      <Score value={f1} />
      <td>{countText(support)}</td>
    </tr>
  );
}

interface ScoreTableProps {
  readonly training: Training;
  readonly scores: Scores;
  readonly targets: readonly { readonly label: string }[];
}

/** The classification report of one classifier as a table whose cells are coloured by their score. */
export function ScoreTable({ training, scores, targets }: ScoreTableProps) {
  const rows = scoreRows(scores, targets);
  return (
    <table className={classes.scores}>
      <caption>{trainingWords[training]}</caption>
      <colgroup>
        <col className={classes.name} />
        <col span={3} />
        <col className={classes.support} />
      </colgroup>
      <thead>
        <tr>
          <td />
          {['precision', 'recall', 'F1'].map((name) => (
            <th key={name} scope="col" className={classes.heatHead}>
              {name}
            </th>
          ))}
          <th scope="col">support</th>
        </tr>
      </thead>
      <tbody>
        {rows.classes.map((row) => (
          <Row key={row.label} {...row} />
        ))}
      </tbody>
      <tbody>
        <tr>
          <th scope="row">accuracy</th>
          <td className={classes.heat} colSpan={3} style={heat(scoreHeat(scores.accuracy))}>
            {distanceText(scores.accuracy)}
          </td>
          <td>{countText(scores.macroAverage.support)}</td>
        </tr>
        {rows.averages.map((row) => (
          <Row key={row.label} {...row} />
        ))}
      </tbody>
    </table>
  );
}
