import { distanceText, shareText } from '../figures/numbers.js';
import type { Basis } from './basis.js';
import classes from './columns.module.css';
import { columnDistance, isOutside, scaleEnd, type ColumnShares, type Share } from './shares.js';

function Interval({ low, high }: { low: string; high: string }) {
  return <span className={classes.interval} style={{ left: low, right: `calc(100% - ${high})` }} />;
}

function Bar({ share, end }: { share: Share; end: number }) {
  const at = (value: number): string => `${Math.min(100, Math.max(0, (value / end) * 100))}%`;
  const { compared, halfWidth, synthetic } = share;
  return (
    <div className={classes.track} aria-hidden>
      <span className={classes.compared} style={{ width: at(compared) }} />
      {halfWidth === null ? null : <Interval low={at(compared - halfWidth)} high={at(compared + halfWidth)} />}
      <span className={classes.synthetic} data-outside={isOutside(share)} style={{ left: at(synthetic) }} />
    </div>
  );
}

const comparedText = ({ compared, halfWidth }: Share): string => (halfWidth === null ? shareText(compared, 1) : `${shareText(compared, 1)} ± ${shareText(halfWidth, 1)}`);

function Row({ share, end, basis }: { share: Share; end: number; basis: Basis }) {
  const { label, synthetic } = share;
  const outside = isOutside(share);
  return (
    <tr title={`${label}: ${basis.word} ${comparedText(share)}, synthetic ${shareText(synthetic, 1)}`}>
      <th scope="row">{label}</th>
      <td>
        <Bar share={share} end={end} />
        {basis.isPrinted ? null : <span className="cw-heard">{comparedText(share)}</span>}
      </td>
      <td data-outside={outside}>
        {outside ? <span className="cw-heard">outside the interval: </span> : null}
        {shareText(synthetic, 1)}
      </td>
      {basis.isPrinted ? <td>{comparedText(share)}</td> : null}
    </tr>
  );
}

/** One column's shares. The chart is a table, so what is drawn can also be heard. */
export function ColumnChart({ shares, basis }: { shares: ColumnShares; basis: Basis }) {
  const end = scaleEnd(shares);
  return (
    <table className={classes.chart}>
      <caption>
        <b>{shares.column}</b>
        <span>TV {distanceText(columnDistance(shares))}</span>
      </caption>
      <colgroup>
        <col className={classes.labels} />
        <col />
        <col className={classes.number} />
        {basis.isPrinted ? <col className={classes.number} /> : null}
      </colgroup>
      <thead className="cw-heard">
        <tr>
          <th scope="col">Value</th>
          <th scope="col">{basis.isPrinted ? 'Bar' : basis.heading}</th>
          <th scope="col">Synthetic</th>
          {basis.isPrinted ? <th scope="col">{basis.heading}</th> : null}
        </tr>
      </thead>
      <tbody>
        {shares.cells.map((share) => (
          <Row key={share.label} share={share} end={end} basis={basis} />
        ))}
      </tbody>
    </table>
  );
}
