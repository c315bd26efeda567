import {
  type MailDecision,
  type MailDecisionResult,
  type MailPreview,
  type MatchingMails,
  type MatchingMailsDecision,
  type MatchingMailsResult,
  type QueuedMail,
  unwrap,
} from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery, withoutUndefined } from '../../api/pages.ts';

/** Few enough that progress shows, and that a busy server answers before the client gives up. */
const decisionsPerRequest = 25;

export const states = ['awaiting', 'note_missing', 'approved', 'held', 'scheduled'] as const;
/** Kinds that a recruiter looks for in the queue. */
export const kinds = [
  'rejection',
  'rejection_relay',
  'rejection_late',
  'relay_invitation',
  'relay_reminder',
  'first_follow_up',
  'second_follow_up',
  'keeping_notice',
  'introduction_request',
  're_invitation',
] as const satisfies readonly QueuedMail['kind'][];

/** The search parameters of the screen: a link shows the same list and the same mail. */
export const mailSearch = z.object({
  day: z.catch(z.optional(z.iso.date()), undefined),
  state: z.catch(z.optional(z.enum(states)), undefined),
  kind: z.catch(z.optional(z.enum(kinds)), undefined),
  q: z.catch(z.optional(z.string()), undefined),
  mail: z.catch(z.optional(z.string()), undefined),
});
export type MailSearch = z.infer<typeof mailSearch>;
export type MailFilters = Omit<MailSearch, 'mail'>;

const toQuery = ({ day, state, kind, q }: MailFilters) => withoutUndefined({ state, kind, q, sends_on: day });

export const mailsQuery = (filters: MailFilters) => listQuery('mails', '/v1/mails', toQuery(filters));

/** How many mails leave on which day, for the tabs. */
export const daysQuery = ({ kind, q }: MailFilters) =>
  queryOptions({
    queryKey: ['mails', 'days', kind, q],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/mails/days', { params: { query: withoutUndefined({ kind, q }) }, signal })),
  });

/** A case can have two mails at a time: its own next one, and one about an introduction or an opening. */
export const toKey = ({ case_id: caseId, kind }: Pick<QueuedMail, 'case_id' | 'kind'>): string => `${caseId}.${kind}`;

export const toFrameAddress = ({ case_id: caseId, kind }: QueuedMail): string =>
  `/v1/mails/${caseId}/html?kind=${kind}`;

export const previewQuery = ({ case_id, kind, edited, decided_at }: QueuedMail) =>
  queryOptions({
    queryKey: ['mails', 'preview', case_id, kind, edited, decided_at],
    queryFn: async ({ signal }) => {
      const params = { path: { case_id }, query: { kind, as: 'text' } } as const;
      // Only a picture is no JSON.
      return (await unwrap(api.GET('/v1/mails/{case_id}/preview', { params, signal }))) as MailPreview;
    },
  });

export const editPreviewQuery = ({ case_id, kind }: QueuedMail, wording: { subject: string; body: string }) =>
  queryOptions({
    queryKey: ['mail-edit', case_id, kind, wording],
    queryFn: async ({ signal }) => {
      const init = { params: { path: { case_id } }, body: { kind, wording }, signal };
      return (await unwrap(api.POST('/v1/mails/{case_id}/preview', init))) as MailPreview;
    },
    gcTime: 0,
  });

export const noteQuery = (rejection_id: string) =>
  queryOptions({
    queryKey: ['mails', 'note', rejection_id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/rejections/{rejection_id}/personal-note', { params: { path: { rejection_id } }, signal })),
  });

export const pauseQuery = queryOptions({
  queryKey: ['mails', 'pause'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/mails/pause', { signal })),
});

/** How many mails match, and a token for exactly these. */
export const readMatching = (filters: MailFilters): Promise<MatchingMails> =>
  unwrap(api.GET('/v1/mails/matching', { params: { query: toQuery(filters) } }));

type MatchingAction = MatchingMailsDecision['action'];
export type MatchingOutcome = Pick<MatchingMailsResult, 'changed' | 'problems'>;

/** Decides about all mails that match, in parts; refused when others match by then. */
export async function decideMatching(
  filters: MailFilters,
  { token }: MatchingMails,
  action: MatchingAction,
  report: (done: number) => void,
): Promise<MatchingOutcome> {
  const outcome = { changed: 0, problems: [] as MailDecisionResult[] };
  let done = 0;
  let next: MatchingMailsResult['next'] = { count: 0, token, cursor: '' };
  while (next !== null) {
    const place: { token: string; cursor?: string } = { token: next.token };
    if (next.cursor !== '') place.cursor = next.cursor;
    const body = { filter: toQuery(filters), ...place, action, limit: decisionsPerRequest };
    const part: MatchingMailsResult = await unwrap(api.POST('/v1/mails/matching/decisions', { body }));
    outcome.changed += part.changed;
    outcome.problems.push(...part.problems);
    done += part.changed + part.unchanged + part.problems.length;
    report(done);
    next = part.next;
  }
  return outcome;
}

/** Decides in parts, so that progress shows. One result per decision, in order. */
export async function decide(
  decisions: readonly MailDecision[],
  report: (done: number) => void = () => {},
): Promise<MailDecisionResult[]> {
  const results: MailDecisionResult[] = [];
  for (let start = 0; start < decisions.length; start += decisionsPerRequest) {
    const part = decisions.slice(start, start + decisionsPerRequest);
    const answer = await unwrap(api.POST('/v1/mails/decisions', { body: { decisions: part } }));
    results.push(...answer.results);
    report(results.length);
  }
  return results;
}

/** A decision about exactly the mail that is shown: it is refused when the mail has become another one. */
export const toDecision = (
  { case_id, kind, rejection_ids: ids }: QueuedMail,
  more: Pick<MailDecision, 'action' | 'send_at' | 'wording' | 'digest'>,
): MailDecision => ({ case_id, kind, ...(ids.length > 0 ? { rejection_ids: ids } : {}), ...more });

/** What puts a mail back to how it was; none where nothing can. */
export function toUndoDecisions(mail: QueuedMail, action: MailDecision['action']): MailDecision[] {
  const again = (next: MailDecision['action']) => toDecision(mail, { action: next });
  if (action === 'approve') return [again('revoke'), ...(mail.approval === 'held' ? [again('hold')] : [])];
  if (action === 'hold') return [again('release')];
  if (action === 'release') return [again('hold')];
  if (action === 'reschedule' && mail.sends_at !== null)
    return [toDecision(mail, { action: 'reschedule', send_at: mail.sends_at })];
  return [];
}
