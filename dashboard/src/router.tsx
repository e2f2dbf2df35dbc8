import { createRootRoute, createRoute, createRouter, Link } from '@tanstack/react-router';
import { AccountsPage } from './accounts/accounts-page.js';
import { ExportPage } from './exports/export-page.js';
import { ExportsPage } from './exports/exports-page.js';
import { Frame } from './frame/frame.js';
import { PageHead } from './frame/page-head.js';
import { OverviewPage } from './overview/overview-page.js';
import { SitesPage } from './sites/sites-page.js';
import { StudiesPage } from './studies/studies-page.js';
import { StudyPage } from './studies/study-page.js';
import { isView, type View } from './studies/views.js';

const home = (
  <Link to="/" className="cw-link">
    Go to the overview
  </Link>
);

const root = createRootRoute({
  component: Frame,
  notFoundComponent: () => <PageHead title="There is no such page" mark={null} line={home} actions={null} parent={null} />,
});
const overview = createRoute({ getParentRoute: () => root, path: '/', component: OverviewPage });
const sites = createRoute({ getParentRoute: () => root, path: '/sites', component: SitesPage });
const studies = createRoute({ getParentRoute: () => root, path: '/studies', component: StudiesPage });
const study = createRoute({
  getParentRoute: () => root,
  path: '/studies/$id',
  component: StudyPage,
  validateSearch: ({ view }): { view: View } => ({ view: isView(view) ? view : 'progress' }),
});
const exports = createRoute({ getParentRoute: () => root, path: '/exports', component: ExportsPage });
const exported = createRoute({ getParentRoute: () => root, path: '/exports/$id', component: ExportPage });
const accounts = createRoute({ getParentRoute: () => root, path: '/accounts', component: AccountsPage });

export const router = createRouter({ routeTree: root.addChildren([overview, sites, studies, study, exports, exported, accounts]), scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
