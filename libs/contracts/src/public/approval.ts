import { z } from 'zod';
import { actorView } from './actor.ts';
import { approvalState, mailWaitReasons, mailWaitsFor, queuedMailKind } from './mail-kind.ts';
import { poolQuery } from './pool.ts';
import { problem } from './problem.ts';
import { calendarDate, inputInstant, instant, pageLimit, pageOf, stageKind } from './shared.ts';
import { previewOptions, wordingText } from './wording-api.ts';

/** The next mail of a case or of an introduction of its candidate, as `GET /v1/mails` lists it. */
export const queuedMail = z
  .object({
    case_id: z.uuid(),
    candidate_id: z.uuid(),
    kind: queuedMailKind,
    name: z.string().nullable().describe('of the candidate; null: none is known'),
    email: z.string().nullable().describe('the address that it goes to'),
    rejection_ids: z
      .array(z.uuid())
      .describe('the rejections it is about; send them with a decision. None: it is about an introduction'),
    jobs: z.array(z.string()),
    stage: stageKind,
    sends_at: instant.nullable().describe('null: held, or all mails are paused'),
    undo_until: instant
      .nullable()
      .describe('until when an un-rejection still prevents the mail; null: not a result mail'),
    approval: approvalState,
    waiting_for: mailWaitsFor.nullable(),
    delayed: z
      .object({ reason: z.enum(mailWaitReasons), since: instant })
      .nullable()
      .describe('why it has not left though it is due, and since when; it is retried. null: nothing keeps it back'),
    personal_note: z.enum(['missing', 'written']).nullable().describe('null: the mail has none, and needs none'),
    edited: z.boolean().describe('true: it has its own text'),
    decided_by: actorView.nullable(),
    decided_at: instant.nullable(),
  })
  .meta({ id: 'QueuedMail' });
export type QueuedMail = z.infer<typeof queuedMail>;
export const queuedMailPage = pageOf(queuedMail).meta({ id: 'QueuedMailPage' });

/** Which mails of the queue; all of what is given must be true of a mail. */
const mailFilters = z.strictObject({
  state: z
    .enum(['awaiting', 'approved', 'held', 'scheduled', 'note_missing'])
    .optional()
    .describe(
      '`note_missing`: waits for its personal note, whatever its approval; `scheduled`: will be sent without approval, because the company does not require it',
    ),
  kind: queuedMailKind.optional(),
  stage: stageKind.optional(),
  q: poolQuery.shape.q.describe('parts of the name, reading, address or job name of the candidate'),
  sends_on: calendarDate.optional().describe('only mails due on this date in Asia/Tokyo, or overdue since it'),
  sends_before: calendarDate.optional().describe('only mails due before this date in Asia/Tokyo'),
});
export const mailQueueQuery = mailFilters.extend({
  candidate_id: z.uuid().optional().describe('only mails to this candidate'),
  cursor: z.string().optional(),
  limit: pageLimit,
});

export const mailDaysQuery = mailFilters.pick({ kind: true, stage: true, q: true }).extend({
  until: calendarDate.optional().describe('the last day that is counted; 30 days from today when left out'),
});
export type MailDaysQuery = z.output<typeof mailDaysQuery>;

const mailCount = z.number().int().min(0);
export const mailCounts = z.object({
  mails: mailCount,
  awaiting: mailCount.describe('wait for approval, those whose personal note is missing included'),
  approved: mailCount,
  scheduled: mailCount.describe('leave without approval'),
  held: mailCount,
  note_missing: mailCount.describe('of all of them: wait for their personal note'),
});
export type MailCounts = z.infer<typeof mailCounts>;

/** The queue by day, as tabs show it. */
export const mailDays = z
  .object({
    today: calendarDate,
    paused: z.boolean(),
    total: mailCounts,
    days: z
      .array(mailCounts.extend({ date: calendarDate }))
      .describe('days in Asia/Tokyo that have mails; what is overdue stands on the day on which it was due'),
  })
  .meta({ id: 'MailDays' });
export type MailDays = z.infer<typeof mailDays>;

export const mailPreviewQuery = z.strictObject({
  ...previewOptions.shape,
  kind: queuedMailKind
    .optional()
    .describe('left out: the sooner of the case’s next mail and that about an introduction'),
});

/** Body of `POST /v1/mails/{case_id}/preview`. */
export const previewMailEdit = z
  .strictObject({ kind: queuedMailKind, wording: wordingText })
  .meta({ id: 'PreviewMailEdit' });

const maxDecisions = 500;
/** Room for as many edits as a person makes at once. */
export const maxDecisionsBytes = 2 * 1024 * 1024;

/** A person's decision about one mail. Without `rejection_ids`: the next mail of this kind, whatever it is about. */
export const mailDecision = z
  .strictObject({
    case_id: z.uuid(),
    kind: queuedMailKind,
    rejection_ids: z.array(z.uuid()).min(1).max(100).optional(),
    action: z
      .enum(['approve', 'edit', 'revoke', 'hold', 'release', 'cancel', 'send_now', 'reschedule'])
      .describe(
        '`edit`: gives it the text in `wording`, and lets it wait for an approval; `revoke`: takes an approval back, as long as the mail has not left; `send_now`: at once inside the sending window, else when it opens; `reschedule`: not before `send_at`',
      ),
    send_at: inputInstant.optional().describe('with `reschedule`; moved into a sending window, at most 60 days ahead'),
    wording: wordingText
      .nullish()
      .describe(
        'with `approve` and `edit`: text for this one mail. null removes an earlier edit; left out, an edit stays',
      ),
    digest: z
      .string()
      .max(200)
      .optional()
      .describe(
        'with `approve` and `edit`: that of the preview which was read; `mail_changed` when the mail reads differently by now',
      ),
  })
  .refine(({ action, wording }) => action !== 'edit' || wording !== undefined, {
    path: ['wording'],
    error: 'Send the text with `edit`, or null to remove an earlier one.',
  })
  .refine(({ action, send_at: sendAt }) => (action === 'reschedule') === (sendAt !== undefined), {
    path: ['send_at'],
    error: 'Send it with `reschedule`, and with no other action.',
  })
  .refine(({ action, digest }) => digest === undefined || action === 'approve' || action === 'edit', {
    path: ['digest'],
    error: 'Send it with `approve` or `edit`, and with no other action.',
  })
  .meta({ id: 'MailDecision' });
export type MailDecision = z.infer<typeof mailDecision>;

export const mailDecisions = z.strictObject({ decisions: z.array(mailDecision).min(1).max(maxDecisions) });
/** Rows are validated one by one, so that a bad row does not affect the others. */
export const mailDecisionRows = z.strictObject({ decisions: z.array(z.unknown()).min(1).max(maxDecisions) });

export const mailDecisionResult = z
  .union([
    z.object({
      case_id: z.uuid(),
      status: z.literal(200),
      changed: z.boolean().describe('false: it already was in this state'),
      state: z.enum([...approvalState.options, 'cancelled']),
      sends_at: instant.nullable().describe('null: held, paused or cancelled'),
    }),
    z.object({ case_id: z.string().nullable(), status: z.number().int(), problem }),
  ])
  .meta({ id: 'MailDecisionResult' });
export type MailDecisionResult = z.infer<typeof mailDecisionResult>;
export const mailDecisionResults = z
  .object({ results: z.array(mailDecisionResult).describe('one per row, in order') })
  .meta({ id: 'MailDecisionResults' });

const maxMatching = 2_000;
export const matchingMailsQuery = mailFilters;
export const matchingMails = z
  .object({
    count: mailCount.max(maxMatching),
    token: z.string().describe('stands for exactly these mails, in their present form'),
  })
  .meta({ id: 'MatchingMails' });
export type MatchingMails = z.infer<typeof matchingMails>;

/** One decision about everything that matches. */
export const matchingMailsDecision = z
  .strictObject({
    filter: mailFilters,
    cursor: z.string().optional().describe('of `next`; the first time without'),
    token: z.string().min(1).max(100).describe('as `GET /v1/mails/matching` said; other mails match now: 409'),
    action: z.enum(['approve', 'revoke', 'hold', 'release', 'cancel', 'send_now']),
    limit: z.number().int().min(1).max(200).default(50).describe('how many are decided in this request'),
  })
  .meta({ id: 'MatchingMailsDecision' });
export type MatchingMailsDecision = z.output<typeof matchingMailsDecision>;

export const matchingMailsResult = z
  .object({
    changed: mailCount,
    unchanged: mailCount.describe('were in this state before'),
    problems: z.array(mailDecisionResult).describe('mails that were not decided, and why'),
    next: matchingMails
      .extend({ cursor: z.string() })
      .nullable()
      .describe('what is left: send it with the same filter; null: nothing'),
  })
  .meta({ id: 'MatchingMailsResult' });
export type MatchingMailsResult = z.infer<typeof matchingMailsResult>;

export const mailPause = z
  .object({
    paused: z.boolean(),
    since: instant.nullable(),
    by: actorView.nullable(),
    suspended_since: instant.nullable().describe('since when the operator suspends the company: no mail leaves either'),
    suspended_because: z.string().nullable(),
  })
  .meta({ id: 'MailPause' });
export type MailPause = z.infer<typeof mailPause>;
