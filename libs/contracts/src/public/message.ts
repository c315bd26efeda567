import { z } from 'zod';
import { skipReasons } from '../workflow/mail.ts';
import { actorView } from './actor.ts';
import { mailKind } from './mail-kind.ts';
import { poolQuery } from './pool.ts';
import { calendarDate, instant, locale, pageLimit, pageOf } from './shared.ts';

export const messageStates = [
  'queued',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'suppressed',
  'skipped',
] as const;
export const messageState = z.enum(messageStates);

export const waitingReasons = [
  'sender_domain_unverified',
  'provider_not_configured',
  'provider_misconfigured',
  'provider_unavailable',
  'outcome_unknown',
] as const;
export type WaitingReason = (typeof waitingReasons)[number];

/** Why a queued mail has not left, and since when. */
export const messageWaiting = z.object({
  reason: z
    .enum(waitingReasons)
    .describe(
      '`provider_misconfigured`: it does not accept our key; `outcome_unknown`: it gave no answer, so the mail may be out',
    ),
  since: instant,
});
export const messageFailure = z.string().max(100);

export const messageQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  candidate_id: z.uuid().optional().describe('mails to any address that this candidate ever had'),
  q: poolQuery.shape.q.describe(
    'parts of the name, reading, address or job name of the candidate; of the latest 50 who match',
  ),
  kind: mailKind.optional(),
  state: messageState.optional(),
  from: calendarDate.optional().describe('created on this date in Asia/Tokyo or later'),
  before: calendarDate.optional().describe('created before this date in Asia/Tokyo'),
});

/** A mail that was handed over for sending. */
export const message = z
  .object({
    id: z.uuid(),
    kind: mailKind,
    case_id: z.uuid().nullable().describe('null: it is to a recruiter, a test, or to somebody without a case'),
    candidate_id: z.uuid().nullable(),
    name: z.string().nullable().describe('of the candidate; null once they are erased'),
    rejection_ids: z.array(z.string()),
    test: z.boolean(),
    regulated: z.boolean(),
    locale,
    state: messageState.describe(
      '`suppressed`: the provider dropped it because of an earlier bounce or complaint; `failed`: it gave up',
    ),
    state_since: instant,
    skip_reason: z.enum(skipReasons).nullable(),
    missing: z.array(z.string()).describe('what the law requires and was missing, when it was skipped for that'),
    failure: messageFailure.nullable().describe('the provider’s code, when it refused the mail'),
    waiting: messageWaiting.nullable().describe('why it has not left yet; null: nothing keeps it back'),
    created_at: instant,
    sent_at: instant.nullable(),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof message>;
export const messagePage = pageOf(message).meta({ id: 'MessagePage' });

const messageExplanation = z.object({ ja: z.string(), en: z.string() }).meta({ id: 'MessageExplanation' });
export type MessageExplanation = z.infer<typeof messageExplanation>;

/** One mail with its content, its way and who approved it. */
export const messageDetail = message
  .extend({
    provider: z.string(),
    wording_version: z
      .string()
      .nullable()
      .describe('`wording:<id>`, `edit:<hash>` or `builtin:…`; null: nothing was composed'),
    history: z.array(z.object({ state: messageState, at: instant })).describe('oldest first'),
    approved: z
      .object({ by: actorView, at: instant })
      .nullable()
      .describe('who approved this mail; null: it needed no approval'),
    content: z
      .object({
        from: z.string(),
        to: z.string(),
        reply_to: z.string().nullable(),
        subject: z.string(),
        text: z.string(),
      })
      .nullable()
      .describe(
        'as it was sent, but links to the candidate’s page lead nowhere; null once it is purged, 30 days after the final state',
      ),
    provider_text: z
      .string()
      .nullable()
      .describe('why it bounced or failed, in the provider’s own words; kept as long as the content'),
    explanation: messageExplanation.nullable().describe('why it did not arrive or has not left, in plain words'),
    content_until: instant.nullable(),
  })
  .meta({ id: 'MessageDetail' });
export type MessageDetail = z.infer<typeof messageDetail>;
