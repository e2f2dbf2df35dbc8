import type { Role } from '../api/model.js';

/** The roles, for people who hand them out. */
export const roleWords: Record<Role, { readonly title: string; readonly line: string }> = {
  viewer: { title: 'Viewer', line: 'reads the overview, the sites and the studies.' },
  researcher: { title: 'Researcher', line: 'also asks for exports, and downloads what was approved.' },
  'study-admin': { title: 'Study admin', line: 'does everything: runs studies, invites sites, decides on exports, makes accounts.' },
};
