import type { Marginal, MarginalCell } from '../api/model.js';
import { distanceText, shareText } from '../figures/numbers.js';
import classes from './fidelity.module.css';
import { columnDistance, isOutside, scaleEnd } from './marginals.js';

function Bar({ cell, end }: { cell: MarginalCell; end: number }) {
  const at = (share: number): string => `${Math.min(100, Math.max(0, (share / end) * 100))}%`;
  const { released, halfWidth, synthetic } = cell;
  const low = Math.max(0, released - halfWidth);
  return (
    <div className={classes.track} aria-hidden>
      <span className={classes.released} style={{ width: at(released) }} />
      <span className={classes.interval} style={{ left: at(low), width: at(released + halfWidth - low) }} />
      <span className={classes.synthetic} data-outside={isOutside(cell)} style={{ left: at(synthetic) }} />
    </div>
  );
}

function Row({ cell, end }: { cell: MarginalCell; end: number }) {
  const { label, released, halfWidth, synthetic } = cell;
  const releasedText = `${shareText(released, 1)} ± ${shareText(halfWidth, 1)}`;
  const outside = isOutside(cell);
  return (
    <tr title={`${label}: released ${releasedText}, synthetic ${shareText(synthetic, 1)}`}>
      <th scope="row">{label}</th>
      <td>
        <Bar cell={cell} end={end} />
        <span className={classes.heard}>{releasedText}</span>
      </td>
      <td data-outside={outside}>
        {outside ? <span className={classes.heard}>outside the interval: </span> : null}
        {shareText(synthetic, 1)}
      </td>
    </tr>
  );
}

/** One column's shares. The chart is a table, so what is drawn can also be heard. */
export function MarginalChart({ marginal }: { marginal: Marginal }) {
  const end = scaleEnd(marginal);
  return (
    <table className={classes.marginal}>
      <caption>
        <b>{marginal.column}</b>
        <span>TV {distanceText(columnDistance(marginal))}</span>
      </caption>
      <colgroup>
        <col className={classes.labels} />
        <col />
        <col className={classes.shares} />
      </colgroup>
      <thead className={classes.heard}>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Released, with the 95 % interval of its noise</th>
          <th scope="col">Synthetic</th>
        </tr>
      </thead>
      <tbody>
        {marginal.cells.map((cell) => (
          <Row key={cell.label} cell={cell} end={end} />
        ))}
      </tbody>
    </table>
  );
}
