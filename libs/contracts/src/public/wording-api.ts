import { z } from 'zod';
import { mailKind, wordingText } from '../internal/mail.ts';
import { previewForm, wordingTarget, wordingVariable } from '../internal/wording.ts';
import { calendarDate, instant, locale, pageLimit, pageOf, stageKind } from './shared.ts';

/** The wordings of `/v1`, in the spelling of the public API; `wording.ts` says what each part is. */
export const wordingTargetV1 = z.object({
  kind: mailKind,
  locale,
  stage: stageKind.nullish().describe('null: every stage'),
  job_category: wordingTarget.shape.jobCategory,
});

export const wordingV1 = z.object({
  id: z.uuid(),
  kind: mailKind,
  locale,
  stage: stageKind.nullable(),
  job_category: z.string().nullable(),
  version: z.number().int(),
  subject: z.string().nullable().describe('null: retired'),
  body: z.string().nullable().describe('null: retired'),
  saved_at: instant,
  saved_by: z.string(),
});
export type WordingV1 = z.infer<typeof wordingV1>;
export const wordingPageV1 = pageOf(wordingV1);

const page = { limit: pageLimit, cursor: z.string().max(100).optional() };
export const wordingQueryV1 = z.object(page);
export const wordingVersionsQueryV1 = wordingTargetV1.extend(page);
export const saveWordingV1 = wordingTargetV1.extend(wordingText.shape);

export const builtInQueryV1 = z.object({ kind: mailKind, locale, stage: stageKind.default('other') });
export const builtInWordingV1 = z.object({
  kind: mailKind,
  locale,
  stage: stageKind.nullable().describe('null: the words are the same at every stage'),
  subject: z.string(),
  body: z.string(),
  wording_version: z.string(),
  variables: z.array(wordingVariable.omit({ allowedIn: true }).extend({ allowed_in: wordingVariable.shape.allowedIn })),
});

const shown = wordingTargetV1.extend({
  wording: wordingText.nullish().describe('null: the nearest that is saved, else the built-in one'),
});
export const previewRequestV1 = shown.extend({
  as: previewForm.shape.as,
  width: previewForm.shape.width,
  color_scheme: previewForm.shape.colorScheme,
});
export const previewV1 = z.object({
  subject: z.string(),
  html: z.string().nullable(),
  text: z.string(),
  wording_version: z.string(),
  missing: z.array(z.string()).describe('what the law wants and is not there: such a mail would not be sent'),
});

export const testSendRequestV1 = shown.extend({ to: z.email().max(254) });
export const testSendResultV1 = z.object({
  id: z.string(),
  status: z.enum(['sent', 'skipped']),
  date: calendarDate,
  reason: z.string().nullable(),
  missing: z.array(z.string()),
});
