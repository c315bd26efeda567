import {
  type InterestOwner,
  type MailPreview,
  type NamedReInvitation,
  type NewPosition,
  type PositionPatch,
  type PreviewInvitation,
  type QueuedMail,
  type SaveInvitationWording,
  unwrap,
  type WordingText,
} from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery, withoutUndefined } from '../../api/pages.ts';
import { addDays } from '../../i18n/dates.ts';

export const tabs = ['positions', 'answers', 'outcome'] as const;
export const positionTabs = ['candidates', 'invitations', 'details'] as const;
export const positionStates = ['open', 'closed'] as const;
export const shows = ['unanswered', 'overdue', 'reapplied', 'planned', 'sent', 'interested', 'closed', 'all'] as const;
export type Show = (typeof shows)[number];
/** Whether people may be invited now. */
export const mays = ['yes', 'no'] as const;
export const sorts = ['last_rejected_at', 'oldest', 'stage', 'region', 'reason'] as const;
export const regionFits = ['same', 'neighbour', 'elsewhere', 'unknown'] as const;
export const stages = ['documents', 'interview', 'final', 'other'] as const;
export const reasons = [
  'position_filled',
  'skills',
  'experience',
  'conditions',
  'culture',
  'timing',
  'never_again',
  'other',
  'none',
] as const;
export type Reply = 'talk' | 'regret';

const text = z.catch(z.optional(z.string()), undefined);
const texts = z.catch(z.optional(z.array(z.string())), undefined);
const day = z.catch(z.optional(z.iso.date()), undefined);

/** The search parameters of the list: what is shown, and the row that is open. */
export const positionsSearch = z.object({
  tab: z.catch(z.optional(z.enum(tabs)), undefined),
  state: z.catch(z.optional(z.enum(positionStates)), undefined),
  q: text,
  row: text,
  show: z.catch(z.optional(z.enum(shows)), undefined),
  invitation: text,
  from: day,
  to: day,
});
export type PositionsSearch = z.infer<typeof positionsSearch>;

/** The same of one position. */
export const positionSearch = z.object({
  tab: z.catch(z.optional(z.enum(positionTabs)), undefined),
  sort: text,
  may: z.catch(z.optional(z.enum(mays)), undefined),
  meets: texts,
  lacks: texts,
  region: z.catch(z.optional(z.array(z.enum(regionFits))), undefined),
  stage: z.catch(z.optional(z.array(z.enum(stages))), undefined),
  reason: z.catch(z.optional(z.array(z.enum(reasons))), undefined),
  from: day,
  to: day,
  row: text,
  show: z.catch(z.optional(z.enum(shows)), undefined),
  invitation: text,
});
export type PositionSearch = z.infer<typeof positionSearch>;
export type CandidateFilters = Omit<PositionSearch, 'tab' | 'row' | 'show' | 'invitation'>;

export const positionsQuery = ({ state, q }: Pick<PositionsSearch, 'state' | 'q'>) =>
  listQuery('positions', '/v1/positions', { state, q: q === '' ? undefined : q });

export const positionQuery = (id: string) =>
  queryOptions({
    queryKey: ['positions', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/positions/{id}', { params: { path: { id } }, signal })),
  });

export const conditionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['positions', id, 'conditions'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v1/positions/{id}/conditions', { params: { path: { id } }, signal }))).items,
  });

export const formerCandidatesQuery = (id: string, { sort, may, meets, lacks, from, to, ...rest }: CandidateFilters) =>
  listQuery('candidates', `/v1/positions/${id}/former-candidates` as '/v1/positions/{id}/former-candidates', {
    ...rest,
    sort,
    may_be_invited: may && (may === 'yes' ? 'true' : 'false'),
    meets,
    lacks,
    rejected_from: from,
    rejected_before: to === undefined ? undefined : addDays(to, 1),
  });

/** Re-invitations of the company, or of one position. */
export function invitationsQuery(show: Show, position_id?: string) {
  const filters = {
    unanswered: { unanswered: 'any' },
    overdue: { unanswered: 'overdue' },
    reapplied: { reapplied: 'true' },
  };
  const filter = show in filters ? filters[show as keyof typeof filters] : show === 'all' ? {} : { state: show };
  return listQuery('re_invitations', '/v1/re-invitations', { ...filter, position_id });
}

export const invitationWordingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['positions', id, 'wordings'],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/v1/positions/{id}/invitation-wordings', { params: { path: { id } }, signal }))).items,
  });

/** What a wording of a kind may name. */
export const variablesQuery = (kind: 're_invitation' | 're_invitation_talk' | 're_invitation_regret') =>
  queryOptions({
    queryKey: ['wordings', 'built-in', kind],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/wordings/built-in', { params: { query: { kind, locale: 'ja' } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The mail that one person would get, with a text that is not saved. */
export const invitationPreviewQuery = (id: string, draft: PreviewInvitation) =>
  queryOptions({
    queryKey: ['invitation-preview', id, draft],
    queryFn: async ({ signal }) => {
      const init = { params: { path: { id } }, body: draft, signal };
      return (await unwrap(api.POST('/v1/positions/{id}/invitation-preview', init))) as MailPreview;
    },
    gcTime: 0,
  });

export const replyPreviewQuery = (id: string, reply: Reply, wording: WordingText | null) =>
  queryOptions({
    queryKey: ['reply-preview', id, reply, wording],
    queryFn: async ({ signal }) => {
      const init = { params: { path: { id } }, body: { reply, wording }, signal };
      return (await unwrap(api.POST('/v1/re-invitations/{id}/reply-preview', init))) as MailPreview;
    },
    gcTime: 0,
  });

const shownMembers = 200;
export const membersQuery = queryOptions({
  queryKey: ['members', 'owners'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/v1/members', { params: { query: { limit: shownMembers } }, signal }))).items,
});

/** The queued mail of a re-invitation; null when none waits. */
export const queuedMailQuery = ({ candidate_id, case_id: caseId }: NamedReInvitation) =>
  queryOptions({
    queryKey: ['mails', 'of-person', candidate_id],
    queryFn: async ({ signal }): Promise<QueuedMail | null> => {
      const { items } = await unwrap(api.GET('/v1/mails', { params: { query: { candidate_id } }, signal }));
      return items.find((mail) => mail.case_id === caseId && mail.kind.startsWith('re_invitation')) ?? null;
    },
  });

export const reportQuery = ({ from, to }: Pick<PositionsSearch, 'from' | 'to'>) =>
  queryOptions({
    queryKey: ['re_invitations', 'report', from, to],
    queryFn: ({ signal }) => {
      const query = withoutUndefined({ from, to: to === undefined ? undefined : addDays(to, 1) });
      return unwrap(api.GET('/v1/reports/re-invitations', { params: { query }, signal }));
    },
  });

export const tagSuggestionsQuery = (q: string, kind: 'skill' | 'orientation' | 'job_category') =>
  queryOptions({
    queryKey: ['candidates', 'tags', q, kind],
    queryFn: ({ signal }) => {
      const query = { kind, ...(q === '' ? {} : { q }) };
      return unwrap(api.GET('/v1/candidates/tags', { params: { query }, signal }));
    },
  });

export const openPosition = (body: NewPosition) => unwrap(api.POST('/v1/positions', { body }));
export const changePosition = (id: string, body: PositionPatch) =>
  unwrap(api.PATCH('/v1/positions/{id}', { params: { path: { id } }, body }));
export const saveInvitationWording = (id: string, body: SaveInvitationWording) =>
  unwrap(api.PUT('/v1/positions/{id}/invitation-wordings', { params: { path: { id } }, body }));
export const inviteCandidates = (id: string, candidate_ids: string[], owner: InterestOwner) =>
  unwrap(api.POST('/v1/positions/{id}/invitations', { params: { path: { id } }, body: { candidate_ids, owner } }));
export const changeOwner = (id: string, owner: InterestOwner) =>
  unwrap(api.PATCH('/v1/re-invitations/{id}', { params: { path: { id } }, body: { owner } }));
export const replyToInterest = (id: string, reply: Reply, wording: WordingText | null) =>
  unwrap(api.POST('/v1/re-invitations/{id}/reply', { params: { path: { id } }, body: { reply, wording } }));

/** One decision about the mail of a re-invitation. */
export async function decideMail({ case_id, kind }: QueuedMail, action: 'approve' | 'revoke' | 'cancel') {
  const { results } = await unwrap(
    api.POST('/v1/mails/decisions', { body: { decisions: [{ case_id, kind, action }] } }),
  );
  return results[0];
}
