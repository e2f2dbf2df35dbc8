import type { PlanViews } from '../api/model.js';
import { epsilonText } from '../figures/numbers.js';
import { viewRows } from './view-rows.js';
import classes from './studies.module.css';

/** How much of a patient could be learnt, by who is honest; what is left where nobody is stands in red if the guarantee does not count it. */
export function TrustViews({ views }: { views: PlanViews }) {
  return (
    <table className={classes.views} aria-label="Epsilon by who is honest">
      <tbody>
        {viewRows(views).map(({ name, who, epsilon, booked, alarming }) => (
          <tr key={name} data-alarming={alarming}>
            <th scope="row">{name}</th>
            <td>
              epsilon <b title={String(epsilon)}>{epsilonText(epsilon)}</b>
            </td>
            <td>
              {who}
              {booked ? <b>, booked by the ledger</b> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
