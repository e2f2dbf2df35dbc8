import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client.js';
import type { AccountRequest, Export, ExportRequest, Invitation, NewAccount, Study } from './model.js';

const at = (id: string) => ({ params: { path: { id } } });

export const overviewQuery = queryOptions({ queryKey: ['overview'], queryFn: () => answerOf(api.GET('/api/overview')) });
export const sitesQuery = queryOptions({ queryKey: ['sites'], queryFn: () => answerOf(api.GET('/api/sites')) });
export const studiesQuery = queryOptions({ queryKey: ['studies'], queryFn: () => answerOf(api.GET('/api/studies')) });
export const exportsQuery = queryOptions({ queryKey: ['exports'], queryFn: () => answerOf(api.GET('/api/exports')) });
export const accountsQuery = queryOptions({ queryKey: ['accounts'], queryFn: () => answerOf(api.GET('/api/accounts')) });

export const studyQuery = (id: string) => queryOptions({ queryKey: ['studies', id], queryFn: () => answerOf(api.GET('/api/studies/{id}', at(id))) });
export const reportQuery = (id: string) => queryOptions({ queryKey: ['studies', id, 'report'], queryFn: () => answerOf(api.GET('/api/studies/{id}/report', at(id))) });
export const exportQuery = (id: string) => queryOptions({ queryKey: ['exports', id], queryFn: () => answerOf(api.GET('/api/exports/{id}', at(id))) });
export const previewQuery = (id: string) =>
  queryOptions({ queryKey: ['exports', id, 'preview'], queryFn: () => answerOf(api.GET('/api/exports/{id}/preview', at(id))), staleTime: Infinity });

export const startStudy = (id: string): Promise<Study> => answerOf(api.POST('/api/studies/{id}/start', at(id)));
export const pauseStudy = (id: string): Promise<Study> => answerOf(api.POST('/api/studies/{id}/pause', at(id)));
export const resumeStudy = (id: string): Promise<Study> => answerOf(api.POST('/api/studies/{id}/resume', at(id)));
export const stopStudy = (id: string, reason: string): Promise<Study> => answerOf(api.POST('/api/studies/{id}/stop', { ...at(id), body: { reason } }));
export const requestExport = (id: string, body: ExportRequest): Promise<Export> => answerOf(api.POST('/api/studies/{id}/exports', { ...at(id), body }));
export const approveExport = (id: string): Promise<Export> => answerOf(api.POST('/api/exports/{id}/approve', at(id)));
export const refuseExport = (id: string, reason: string): Promise<Export> => answerOf(api.POST('/api/exports/{id}/refuse', { ...at(id), body: { reason } }));
export const addAccount = (body: AccountRequest): Promise<NewAccount> => answerOf(api.POST('/api/accounts', { body }));
export const inviteSite = (site: string): Promise<Invitation> => answerOf(api.POST('/api/sites/invitations', { body: { site } }));

/** The coordinator's copy of a site's ledger, as its file holds it. */
export const downloadLedger = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await answerOf(api.GET('/api/sites/{name}/ledger', { params: { path: { name } }, parseAs: 'arrayBuffer' })));

/** Address of one file of an export; the slashes of `lineage/…` stay. */
export function fileAddress(id: string, name: string): string {
  return `/api/exports/${encodeURIComponent(id)}/files/${name.split('/').map(encodeURIComponent).join('/')}`;
}
