import { z } from 'zod';
import {
  interestReplies,
  reInvitationAnswers,
  reInvitationBlocks,
  reInvitationEnds,
  reInvitationStates,
} from '../workflow/re-invitation.ts';
import { actorView } from './actor.ts';
import { calendarDate, instant, locale, pageLimit, pageOf } from './shared.ts';
import { previewOptions, wordingText } from './wording-api.ts';

const interestReplyKind = z.enum(interestReplies);

/** Of what is new since an earlier application: a few sentences. */
export const maxWhatIsNewLength = 1_000;
const maxInvited = 200;

const whatIsNew = z
  .string()
  .trim()
  .min(1)
  .max(maxWhatIsNewLength)
  .describe('what is new since earlier applications, in one paragraph: {{whatIsNew}} of the mail');

/** The member who answers an interest. */
const interestOwner = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    email: z
      .email()
      .max(254)
      .nullable()
      .default(null)
      .describe('null: the company’s recruiters are notified and reminded'),
  })
  .meta({ id: 'InterestOwner' });

/** Why a former candidate may not be written to about an opening now. */
export const invitationBlock = z
  .object({
    reason: z.enum(reInvitationBlocks),
    until: calendarDate.nullable().describe('from then on this reason is gone; null: it has no date'),
  })
  .meta({ id: 'InvitationBlock' });

/** Body of `POST /v1/positions/{id}/invitations`. */
export const newInvitations = z
  .strictObject({
    candidate_ids: z
      .array(z.uuid())
      .min(1)
      .max(maxInvited)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'Name each candidate once.' }),
    owner: interestOwner,
    what_is_new: whatIsNew.nullish().describe('for these people only; left out: as saved with the position’s wording'),
  })
  .meta({ id: 'NewInvitations' });
export type NewInvitations = z.output<typeof newInvitations>;

export const invitationResults = z
  .object({
    results: z
      .array(
        z.object({
          candidate_id: z.uuid(),
          re_invitation_id: z.uuid().nullable().describe('null: the person may not be written to, or is not known'),
          blocks: z.array(invitationBlock).describe('why not; empty for an unknown candidate'),
        }),
      )
      .describe('one per candidate, in order'),
  })
  .meta({ id: 'InvitationResults' });
export type InvitationResults = z.infer<typeof invitationResults>;

/** Body of `PUT /v1/positions/{id}/invitation-wordings`. */
export const saveInvitationWording = z
  .strictObject({
    locale,
    what_is_new: whatIsNew,
    wording: wordingText
      .nullable()
      .default(null)
      .describe(
        'subject and body for this position; null: the company’s wording of `re_invitation`, else the built-in one',
      ),
  })
  .meta({ id: 'SaveInvitationWording' });
export const invitationWording = z
  .object({
    locale,
    what_is_new: z.string(),
    wording: wordingText.nullable(),
    saved_by: actorView,
    saved_at: instant,
  })
  .meta({ id: 'InvitationWording' });
export const invitationWordingList = z
  .object({ items: z.array(invitationWording) })
  .meta({ id: 'InvitationWordingList' });

export const invitationPreviewQuery = z.strictObject({
  ...previewOptions.shape,
  candidate_id: z.uuid(),
  what_is_new: whatIsNew.optional(),
});

/** Body of `POST /v1/positions/{id}/invitation-preview`: a text that is still being written. */
export const previewInvitation = z
  .strictObject({
    candidate_id: z.uuid(),
    locale: locale.optional().describe('left out: the language of the person'),
    what_is_new: whatIsNew.optional().describe('left out: as saved with the position’s wording'),
    wording: wordingText
      .nullish()
      .describe('null: as if the position had no subject and body of its own; left out: as saved'),
  })
  .meta({ id: 'PreviewInvitation' });

const reInvitationState = z.enum(reInvitationStates);
export const reInvitationView = z
  .object({
    id: z.uuid(),
    position_id: z.uuid(),
    position: z.string().describe('its title when the person was chosen: what they are asked about'),
    candidate_id: z.uuid(),
    case_id: z.uuid().describe('its mails are in the queue under this case'),
    state: reInvitationState,
    ended: z.enum(reInvitationEnds).nullable(),
    earlier_job: z.string().nullable(),
    what_is_new: z.string(),
    owner: interestOwner,
    created_by: actorView,
    created_at: instant,
    sent_at: instant.nullable(),
    reminded_at: instant.nullable(),
    answer: z.enum(reInvitationAnswers).nullable(),
    answered_at: instant.nullable(),
    ask_again_on: calendarDate.nullable().describe('with `not_now`: no mail about openings before that'),
    due_on: calendarDate.nullable().describe('until when the interest is to be answered: the second business day'),
    overdue: z.boolean(),
    reply: interestReplyKind.nullable(),
    replied_at: instant.nullable(),
    reapplied_at: instant.nullable(),
    next_step: z.string(),
    next_step_at: instant.nullable(),
  })
  .meta({ id: 'ReInvitation' });
export type ReInvitationView = z.infer<typeof reInvitationView>;
/** Beside its candidate, for those who may read candidates. */
export const namedReInvitation = reInvitationView
  .extend({ name: z.string().nullable().describe('of the candidate; null: unknown or erased') })
  .meta({ id: 'NamedReInvitation' });
export type NamedReInvitation = z.infer<typeof namedReInvitation>;
export const reInvitationPage = pageOf(namedReInvitation).meta({ id: 'ReInvitationPage' });

export const reInvitationQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  position_id: z.uuid().optional(),
  candidate_id: z.uuid().optional(),
  state: reInvitationState.optional(),
  unanswered: z.enum(['any', 'overdue']).optional().describe('interests that the company has not answered'),
  reapplied: z.enum(['true']).optional().describe('only people who applied again within 183 days after the mail'),
});
export type ReInvitationQuery = z.output<typeof reInvitationQuery>;

export const reInvitationPatch = z.strictObject({ owner: interestOwner }).meta({ id: 'ReInvitationPatch' });

/** Body of `POST /v1/re-invitations/{id}/reply`. */
export const interestReply = z
  .strictObject({
    reply: interestReplyKind.describe('`talk`: let us talk; `regret`: no'),
    wording: wordingText.nullish().describe('your own text of this one mail; left out: the wording of its kind'),
  })
  .meta({ id: 'InterestReply' });

/** Body of `POST /v1/re-invitations/{id}/reply-preview`. */
export const previewReply = z
  .strictObject({
    reply: interestReplyKind,
    wording: wordingText.nullish().describe('your own text of this one mail; left out: the wording of its kind'),
  })
  .meta({ id: 'PreviewReply' });

const count = z.number().int().min(0);
const reInvitationCounts = z
  .object({
    chosen: count,
    sent: count,
    reminded: count,
    interested: count,
    not_now: count,
    no_more: count,
    no_answer: count,
    not_sent: count.describe('ended before the mail left'),
    replied_talk: count,
    replied_regret: count,
    replied_in_time: count.describe('by the second business day'),
    unanswered: count.describe('interests that wait for the company now'),
    overdue: count.describe('of those, the ones whose day has passed'),
    never_answered: count.describe('interests that ended without an answer of the company'),
    reapplied: count,
  })
  .meta({ id: 'ReInvitationCounts' });
export type ReInvitationCounts = z.infer<typeof reInvitationCounts>;
export const reInvitationReport = z
  .object({
    total: reInvitationCounts,
    positions: z.array(z.object({ position_id: z.uuid(), title: z.string(), counts: reInvitationCounts })),
  })
  .meta({ id: 'ReInvitationReport' });
export const reInvitationReportQuery = z.strictObject({
  position_id: z.uuid().optional(),
  from: calendarDate.optional().describe('chosen on or after this day, in Asia/Tokyo'),
  to: calendarDate.optional().describe('chosen before this day, in Asia/Tokyo'),
});
