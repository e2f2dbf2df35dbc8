import { Link, Outlet } from '@tanstack/react-router';
import { useChanges, type Liveness } from '../api/changes.js';
import { SignOut } from '../session/sign-out.js';
import classes from './frame.module.css';
import { ExportsIcon, Mark, OverviewIcon, SitesIcon, StudiesIcon } from './icons.js';

const places = [
  { to: '/', label: 'Overview', icon: <OverviewIcon /> },
  { to: '/studies', label: 'Studies', icon: <StudiesIcon /> },
  { to: '/sites', label: 'Sites', icon: <SitesIcon /> },
  { to: '/exports', label: 'Exports', icon: <ExportsIcon /> },
] as const;

const livenessText: Record<Liveness, string> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Not live, reconnecting',
};

function Navigation() {
  return (
    <nav className={classes.nav} aria-label="Main">
      {places.map(({ to, label, icon }) => (
        <Link key={to} to={to} className={classes.place} activeOptions={{ exact: to === '/', includeSearch: false }}>
          {icon}
          {label}
        </Link>
      ))}
    </nav>
  );
}

function Live() {
  const liveness = useChanges();
  return (
    <span className={classes.live} data-liveness={liveness} role="status" title="Whether changes appear here as they happen">
      {livenessText[liveness]}
    </span>
  );
}

/** The frame of every page: brand, navigation, liveness, and the page itself. */
export function Frame() {
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          <Mark />
          Commonward
        </Link>
        <Navigation />
        <div className={classes.foot}>
          <Live />
          <SignOut />
        </div>
      </header>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
