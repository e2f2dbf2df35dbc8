import { shareText } from '../figures/numbers.js';
import classes from './budget.module.css';
import type { BurnDown } from './burn-down.js';

const width = 100;
const height = 100;

function stepPath({ before, now, bookedAt }: BurnDown): string {
  const at = bookedAt === null ? width : bookedAt * width;
  const high = (1 - before) * height;
  const low = (1 - now) * height;
  return `M0,${high} H${at} V${low} H${width}`;
}

function sentence({ site, before, now, planned, covered, bookedAt }: BurnDown): string {
  const left = `Budget left at ${site}: ${shareText(now, 0)} of its cap.`;
  if (bookedAt !== null) return `${left} This study took it there from ${shareText(before, 0)}.`;
  return covered ? `${left} The plan leaves ${shareText(planned, 0)}.` : `${left} That does not cover this study.`;
}

function Summary({ before, now, planned, covered, bookedAt }: BurnDown) {
  if (bookedAt !== null) {
    return (
      <p>
        {shareText(before, 0)} before, <b>{shareText(now, 0)} left</b>
      </p>
    );
  }
  return (
    <p>
      <b>{shareText(now, 0)} left</b>, {covered ? `${shareText(planned, 0)} after this study` : 'not enough for this study'}
    </p>
  );
}

/** One site's budget as a falling step: left before the study was booked, left after, and the level the plan ends at. */
export function BurnDownChart({ burnDown }: { burnDown: BurnDown }) {
  const { site, planned, covered } = burnDown;
  const path = stepPath(burnDown);
  return (
    <div className={classes.chart}>
      <h3>{site}</h3>
      <div className={classes.plot}>
        <div className={classes.scale} aria-hidden>
          <span>100 %</span>
          <span>50 %</span>
          <span>0 %</span>
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={sentence(burnDown)}>
          {[0, 50, 100].map((y) => (
            <line key={y} className={classes.grid} x1="0" x2={width} y1={y} y2={y} vectorEffect="non-scaling-stroke" />
          ))}
          <path className={classes.under} d={`${path} V${height} H0 Z`} />
          <path className={classes.left} d={path} vectorEffect="non-scaling-stroke" />
          {covered ? <line className={classes.planned} x1="0" x2={width} y1={(1 - planned) * height} y2={(1 - planned) * height} vectorEffect="non-scaling-stroke" /> : null}
        </svg>
      </div>
      <Summary {...burnDown} />
    </div>
  );
}
