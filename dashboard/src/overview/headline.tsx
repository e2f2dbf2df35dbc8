import { Link } from '@tanstack/react-router';
import type { Overview } from '../api/model.js';
import { countText } from '../figures/numbers.js';
import { useMay } from '../session/session.js';
import classes from './overview.module.css';

/** Four numbers that say whether anything needs attention; each leads to its page. */
export function Headline({ overview }: { overview: Overview }) {
  const { sites, studies, exports } = overview;
  const seesExports = useMay('see exports');
  const tiles = [
    { to: '/sites', label: 'Sites connected', value: countText(sites.connected), rest: `of ${countText(sites.total)}`, alert: sites.connected < sites.total },
    { to: '/studies', label: 'Studies running', value: countText(studies.running), rest: `of ${countText(studies.total)}`, alert: false },
    { to: '/studies', label: 'Generators trained', value: countText(studies.trained), rest: '', alert: false },
    ...(seesExports ? [{ to: '/exports', label: 'Exports', value: countText(exports), rest: '', alert: false } as const] : []),
  ] as const;
  return (
    <ul className={classes.tiles}>
      {tiles.map(({ to, label, value, rest, alert }) => (
        <li key={label}>
          <Link to={to} className={classes.tile}>
            <span className={classes.label}>{label}</span>
            <span className={classes.value} data-alert={alert}>
              {value} <small>{rest}</small>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
