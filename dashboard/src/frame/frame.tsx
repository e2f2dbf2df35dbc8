import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { roleWords } from '../accounts/words.js';
import { useChanges, type Liveness } from '../api/changes.js';
import { may, type Right } from '../session/rights.js';
import { useSession } from '../session/session.js';
import { SignOut } from '../session/sign-out.js';
import classes from './frame.module.css';
import { AccountsIcon, ExportsIcon, Mark, OverviewIcon, SitesIcon, StudiesIcon } from './icons.js';

const places = [
  { to: '/', label: 'Overview', icon: <OverviewIcon />, right: null },
  { to: '/studies', label: 'Studies', icon: <StudiesIcon />, right: null },
  { to: '/sites', label: 'Sites', icon: <SitesIcon />, right: null },
  { to: '/exports', label: 'Exports', icon: <ExportsIcon />, right: 'see exports' },
  { to: '/accounts', label: 'Accounts', icon: <AccountsIcon />, right: 'manage accounts' },
] as const satisfies readonly { to: string; label: string; icon: ReactNode; right: Right | null }[];

const livenessText: Record<Liveness, string> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Not live, reconnecting',
};

function Navigation() {
  const { role } = useSession();
  const open = places.filter(({ right }) => right === null || may(role, right));
  return (
    <nav className={classes.nav} aria-label="Main">
      {open.map(({ to, label, icon }) => (
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

function Who() {
  const { name, role } = useSession();
  return (
    <span className={classes.who}>
      <span title={roleWords[role].title}>{name}</span>
      <SignOut />
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
          <Who />
        </div>
      </header>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
