import type { Estimate, ToldUtility } from '../api/model.js';
import { classifierWords } from '../report/words.js';
import classes from './evaluation.module.css';
import { EstimateText, IntervalBar } from './interval-bar.js';

const COIN = 0.5;

function Scores({ accuracy, auroc, guess }: { readonly accuracy: Estimate; readonly auroc: Estimate; readonly guess: number }) {
  return (
    <>
      <td>
        <IntervalBar estimate={accuracy} guess={guess} />
      </td>
      <td>
        <EstimateText estimate={accuracy} />
      </td>
      <td>
        <IntervalBar estimate={auroc} guess={COIN} />
      </td>
      <td>
        <EstimateText estimate={auroc} />
      </td>
    </>
  );
}

/** What each model does on the real records, and their mean, with the intervals that the noise leaves. */
export function ModelsTable({ utility: { models, accuracy, auroc, guess } }: { readonly utility: ToldUtility }) {
  return (
    <div className={classes.wide}>
      <table className={classes.models}>
        <caption className="cw-heard">Accuracy and AUROC of each model on the sites’ real records, with 95 % intervals</caption>
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
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.model}>
              <th scope="row">{classifierWords[model.model]}</th>
              <Scores {...model} guess={guess.value} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Mean of all {models.length}</th>
            <Scores accuracy={accuracy} auroc={auroc} guess={guess.value} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
