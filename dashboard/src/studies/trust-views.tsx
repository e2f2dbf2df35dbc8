import type { Guarantee, PlanViews } from '../api/model.js';
import { GuaranteeLine } from '../figures/guarantee.js';
import { viewRows, type ViewRow } from './view-rows.js';
import classes from './studies.module.css';

function Standing({ booked, alarming }: ViewRow) {
  if (booked) return <b>Booked by the ledger.</b>;
  return alarming ? <b>More than the ledger books.</b> : null;
}

/** How much of a patient could be learnt, by who is honest; what is left where nobody is stands in red if the guarantee does not count it. */
export function TrustViews({ views, guarantee }: { views: PlanViews; guarantee: Guarantee }) {
  return (
    <table className={classes.views} role="table" aria-label="Guarantee by who is honest">
      <tbody role="rowgroup">
        {viewRows(views).map((row) => (
          <tr key={row.name} role="row" data-alarming={row.alarming}>
            <th role="rowheader" scope="row">
              {row.name}
            </th>
            <td role="cell">
              <GuaranteeLine guarantee={{ ...guarantee, epsilon: row.epsilon }} />
            </td>
            <td role="cell">
              {row.who} <Standing {...row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
