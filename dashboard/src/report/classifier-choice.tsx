import type { BenchmarkReport } from '../api/model.js';
import { distanceText } from '../figures/numbers.js';
import classes from './report.module.css';
import type { ClassifierName } from './scores.js';
import { classifierWords } from './words.js';

type Means = BenchmarkReport['mean'];

function Numbers({ synthetic, real }: Means) {
  return [synthetic.accuracy, real.accuracy, synthetic.auroc, real.auroc].map((score, index) => <td key={index}>{distanceText(score)}</td>);
}

interface ClassifierChoiceProps {
  readonly report: BenchmarkReport;
  readonly chosen: ClassifierName;
  readonly onChoose: (name: ClassifierName) => void;
}

/** The six classifiers and their mean; one of them is chosen to be shown in full. */
export function ClassifierChoice({ report, chosen, onChoose }: ClassifierChoiceProps) {
  return (
    <table className={classes.choice}>
      <caption className="cw-heard">Accuracy and AUROC of each classifier, trained on synthetic and on real records; choose the one that is shown in full</caption>
      <thead>
        <tr>
          <td />
          <th scope="colgroup" colSpan={2}>
            Accuracy
          </th>
          <th scope="colgroup" colSpan={2}>
            AUROC
          </th>
        </tr>
        <tr>
          <td />
          {['accuracy', 'AUROC'].flatMap((score) =>
            ['synthetic', 'real'].map((training) => (
              <th key={`${score} ${training}`} scope="col">
                {training}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {report.classifiers.map(({ name, synthetic, real }) => (
          <tr key={name} data-chosen={name === chosen}>
            <th scope="row">
              <label>
                <input type="radio" name="classifier" value={name} checked={name === chosen} onChange={() => onChoose(name)} />
                {classifierWords[name]}
              </label>
            </th>
            <Numbers synthetic={synthetic} real={real} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Mean of all {report.classifiers.length}</th>
          <Numbers {...report.mean} />
        </tr>
      </tfoot>
    </table>
  );
}
