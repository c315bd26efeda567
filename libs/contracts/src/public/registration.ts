import { z } from 'zod';
import { confirmedHows, registrationStates } from '../workflow/registration.ts';
import { actorView } from './actor.ts';
import { consentState } from './case.ts';
import { problem } from './problem.ts';
import { calendarDate, instant, pageLimit, pageOf, stageKind } from './shared.ts';

const registrationState = z.enum(registrationStates);

/** A person who signed up through the link of the company's template. */
export const registrationView = z
  .object({
    id: z.uuid(),
    state: registrationState,
    confirmed_how: z
      .enum(confirmedHows)
      .nullable()
      .describe('`reported`: by a report, hook or import of the same person; `by_hand`: by a member'),
    case_id: z.uuid(),
    candidate_id: z.uuid(),
    family_name: z.string().nullable(),
    given_name: z.string().nullable(),
    email: z.string().nullable(),
    prefecture: z.string().nullable(),
    job_name: z.string().nullable().describe('what they applied for, as they typed it'),
    application_id: z.string().nullable().describe('from the link: a hint, never a proof'),
    application_candidate_id: z
      .uuid()
      .nullable()
      .describe('the candidate of that application, if you know one: compare before you confirm'),
    relay_consent: consentState,
    registered_at: instant,
    expires_at: instant.nullable().describe('when the data is deleted unless it is confirmed; null once it is decided'),
    decided_by: actorView.nullable(),
    decided_at: instant.nullable(),
  })
  .meta({ id: 'Registration' });
export type RegistrationView = z.infer<typeof registrationView>;
export const registrationPage = pageOf(registrationView).meta({ id: 'RegistrationPage' });

export const registrationQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: registrationState.default('unconfirmed'),
  confirmed_how: z.enum(confirmedHows).optional(),
});
export type RegistrationQuery = z.output<typeof registrationQuery>;

const maxDecisions = 200;
export const registrationDecision = z
  .strictObject({
    id: z.uuid(),
    action: z
      .enum(['confirm', 'refuse', 'withdraw'])
      .describe('`confirm`: the person applied and was rejected; `withdraw`: takes back a confirmation by hand'),
    rejected_on: calendarDate
      .optional()
      .describe('with `confirm`: when they were rejected; else the day they registered'),
    stage: stageKind.optional().describe('with `confirm`: where the selection ended'),
    candidate_id: z
      .uuid()
      .optional()
      .describe('with `confirm`: the candidate that this person is, known under another address; they are merged'),
  })
  .meta({ id: 'RegistrationDecision' });
export type RegistrationDecision = z.infer<typeof registrationDecision>;

export const registrationDecisions = z.strictObject({
  decisions: z.array(registrationDecision).min(1).max(maxDecisions),
});
/** Rows are validated one by one, so that a bad row does not affect the others. */
export const registrationDecisionRows = z.strictObject({
  decisions: z.array(z.unknown()).min(1).max(maxDecisions),
});

export const registrationDecisionResult = z
  .union([
    z.object({ id: z.uuid(), status: z.literal(200), state: registrationState }),
    z.object({ id: z.string().nullable(), status: z.number().int(), problem }),
  ])
  .meta({ id: 'RegistrationDecisionResult' });
export type RegistrationDecisionResult = z.infer<typeof registrationDecisionResult>;
export const registrationDecisionResults = z
  .object({ results: z.array(registrationDecisionResult).describe('one per row, in order') })
  .meta({ id: 'RegistrationDecisionResults' });
