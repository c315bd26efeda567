import { type Registration, type RegistrationDecision, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/pages.ts';

export const states = [
  'unconfirmed',
  'confirmed',
  'refused',
  'withdrawn',
  'expired',
  'erased',
] as const satisfies readonly Registration['state'][];
export const atsKinds = ['hrmos', 'herp', 'jobcan', 'greenhouse', 'zoho_recruit', 'other'] as const;
export const textLanguages = ['ja', 'en'] as const;
export const stages = ['documents', 'interview', 'final', 'other'] as const;
export const tabs = ['registrations', 'text'] as const;

export const templateSearch = z.object({
  tab: z.catch(z.optional(z.enum(tabs)), undefined),
  state: z.catch(z.optional(z.enum(states)), undefined),
  open: z.catch(z.optional(z.string()), undefined),
  ats: z.catch(z.optional(z.enum(atsKinds)), undefined),
  text: z.catch(z.optional(z.enum(textLanguages)), undefined),
});
export type TemplateSearch = z.infer<typeof templateSearch>;

export const registrationsQuery = (state: Registration['state'] = 'unconfirmed') =>
  listQuery('registrations', '/v1/registrations', { state });

export const templateQuery = (ats: (typeof atsKinds)[number], locale: 'ja' | 'en') =>
  queryOptions({
    queryKey: ['settings', 'relay-template', ats, locale],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/relay-template', { params: { query: { ats, locale } }, signal })),
  });

export const settingsQuery = queryOptions({
  queryKey: ['settings', 'current'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/settings', { signal })),
});

const foundCandidates = 10;
export const findCandidatesQuery = (q: string) =>
  queryOptions({
    queryKey: ['candidates', 'find', q],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v1/candidates', { params: { query: { q, limit: foundCandidates } }, signal }))).items,
    enabled: q !== '',
  });

export const candidateQuery = (candidate_id: string | null) =>
  queryOptions({
    queryKey: ['candidates', 'one', candidate_id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/candidates/{id}', { params: { path: { id: candidate_id ?? '' } }, signal })),
    enabled: candidate_id !== null,
  });

/** As many as one request may have. */
const maxDecisions = 200;

/** One result per decision, in order. */
export async function decide(decisions: readonly RegistrationDecision[]) {
  const results = [];
  for (let start = 0; start < decisions.length; start += maxDecisions) {
    const body = { decisions: decisions.slice(start, start + maxDecisions) };
    results.push(...(await unwrap(api.POST('/v1/registrations/decisions', { body }))).results);
  }
  return results;
}

export const sendTest = (to: string, locale: 'ja' | 'en') =>
  unwrap(api.POST('/v1/relay-template/test', { body: { to, locale } }));
export const rotateLink = (keep_old_days: number) =>
  unwrap(api.POST('/v1/registration-link/rotation', { body: { keep_old_days } }));
