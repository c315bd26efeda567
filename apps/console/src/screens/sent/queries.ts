import { type Message, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/pages.ts';
import { addDays } from '../../i18n/dates.ts';

export const states = [
  'queued',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'suppressed',
  'skipped',
] as const satisfies readonly Message['state'][];

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
  'feedback_answer',
] as const satisfies readonly Message['kind'][];

export const sentSearch = z.object({
  q: z.catch(z.optional(z.string()), undefined),
  state: z.catch(z.optional(z.enum(states)), undefined),
  kind: z.catch(z.optional(z.enum(kinds)), undefined),
  from: z.catch(z.optional(z.iso.date()), undefined),
  to: z.catch(z.optional(z.iso.date()), undefined),
  candidate: z.catch(z.optional(z.uuid()), undefined),
  mail: z.catch(z.optional(z.string()), undefined),
});
export type SentSearch = z.infer<typeof sentSearch>;
export type SentFilters = Omit<SentSearch, 'mail'>;

/** `to` is the last day that counts; the API's `before` is the day after. */
export const messagesQuery = ({ q, state, kind, from, to, candidate }: SentFilters) =>
  listQuery('messages', '/v1/messages', {
    q,
    state,
    kind,
    candidate_id: candidate,
    from,
    before: to === undefined ? undefined : addDays(to, 1),
  });

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/messages/{id}', { params: { path: { id } }, signal })),
  });
