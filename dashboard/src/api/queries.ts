import { queryOptions } from '@tanstack/react-query';
import { get, post } from './client.js';
import type { Export, ExportRequest, Invitation, Overview, Preview, Site, Study, StudySummary } from './model.js';

const study = (id: string): string => `/api/studies/${encodeURIComponent(id)}`;
const exported = (id: string): string => `/api/exports/${encodeURIComponent(id)}`;

export const overviewQuery = queryOptions({ queryKey: ['overview'], queryFn: () => get<Overview>('/api/overview') });
export const sitesQuery = queryOptions({ queryKey: ['sites'], queryFn: () => get<Site[]>('/api/sites') });
export const studiesQuery = queryOptions({ queryKey: ['studies'], queryFn: () => get<StudySummary[]>('/api/studies') });
export const exportsQuery = queryOptions({ queryKey: ['exports'], queryFn: () => get<Export[]>('/api/exports') });

export const studyQuery = (id: string) => queryOptions({ queryKey: ['studies', id], queryFn: () => get<Study>(study(id)) });
export const exportQuery = (id: string) => queryOptions({ queryKey: ['exports', id], queryFn: () => get<Export>(exported(id)) });
export const previewQuery = (id: string) =>
  queryOptions({ queryKey: ['exports', id, 'preview'], queryFn: () => get<Preview>(`${exported(id)}/preview`), staleTime: Infinity });

export const startStudy = (id: string): Promise<Study> => post<Study>(`${study(id)}/start`, {});
export const stopStudy = (id: string, reason: string): Promise<Study> => post<Study>(`${study(id)}/stop`, { reason });
export const requestExport = (id: string, request: ExportRequest): Promise<Export> => post<Export>(`${study(id)}/exports`, request);
export const inviteSite = (site: string): Promise<Invitation> => post<Invitation>('/api/sites/invitations', { site });

/** Address of one file of an export; the slashes of `lineage/…` stay. */
export function fileAddress(id: string, name: string): string {
  return `${exported(id)}/files/${name.split('/').map(encodeURIComponent).join('/')}`;
}
