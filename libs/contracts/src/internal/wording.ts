import { z } from 'zod';
import { mailKind } from '../public/mail-kind.ts';
import { calendarDate, instant, locale, mailProvider, pageLimit, pageOf, stageKind } from '../public/shared.ts';
import { previewOptions, wordingTargetV1, wordingText, wordingVariableV1 } from '../public/wording-api.ts';
import { senderIdentity } from './company-settings.ts';

/**
 * Which mails a wording is for; without a stage or job category, for all of them. The most specific match wins: stage and
 * category, then stage, then category, then neither.
 */
export const wordingTarget = z.object({
  kind: mailKind,
  locale,
  stage: stageKind.nullish().describe('null: every stage'),
  jobCategory: wordingTargetV1.shape.job_category,
});
export type WordingTarget = z.infer<typeof wordingTarget>;

export const wordingVariable = wordingVariableV1
  .omit({ allowed_in: true })
  .extend({ allowedIn: wordingVariableV1.shape.allowed_in });
export type WordingVariable = z.infer<typeof wordingVariable>;

/** `subject` and `body` are null once the wording is retired: the next best match, or the built-in one, is used. */
export const wordingVersion = wordingTarget.extend({
  id: z.uuid(),
  version: z.number().int().min(1),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  savedAt: instant,
  savedBy: z.string(),
});
export type WordingVersion = z.infer<typeof wordingVersion>;
export const wordingPage = pageOf(wordingVersion);

export const wordingQuery = z.strictObject({ limit: pageLimit, cursor: z.string().optional() });

/** `PUT /wordings` of mail-service. `savedBy`: the author, by the caller's name for them. */
export const saveWordingRequest = z.strictObject({
  ...wordingTarget.shape,
  ...wordingText.shape,
  company: z.uuid(),
  savedBy: z.string().trim().min(1).max(200),
});

/** The text used where a company has none of its own, and the starting point for one. */
export const builtInWording = wordingTarget.pick({ kind: true, locale: true }).extend({
  stage: stageKind.nullable(),
  subject: z.string(),
  body: z.string(),
  wordingVersion: z.string(),
  variables: z.array(wordingVariable),
});
export type BuiltInWording = z.infer<typeof builtInWording>;

/** How a preview is returned: `html` and `text` as JSON, `picture` as image/png. */
export const previewForm = z.strictObject({
  as: previewOptions.shape.as,
  width: previewOptions.shape.width,
  colorScheme: previewOptions.shape.color_scheme,
});
export type PreviewForm = z.infer<typeof previewForm>;

/** `POST /previews` of mail-service: a wording, sent along or stored, in its frame with sample data. */
export const previewRequest = z.strictObject({
  ...wordingTarget.shape,
  ...previewForm.shape,
  company: z.uuid(),
  wording: wordingText.strict().nullish().describe('null: the stored one that fits best, else the built-in one'),
  sender: senderIdentity.strict(),
});
export type PreviewRequest = z.infer<typeof previewRequest>;

/** A text for one person: `places` are the variables that it still has, with what the mail says there; null: no text. */
export const filledWording = wordingText.extend({
  places: z.array(z.object({ variable: z.string(), text: z.string().nullable() })),
});
export type FilledWording = z.infer<typeof filledWording>;

export const preview = z.object({
  subject: z.string(),
  html: z.string().nullable().describe('null when only the text was requested'),
  text: z.string(),
  wordingVersion: z.string(),
  wordingSaved: z
    .object({ by: z.string(), at: instant })
    .nullish()
    .describe('of a message in the company’s own wording: who saved it'),
  digest: z.string().optional().describe('of a message: identifies what its recipient would read'),
  wording: wordingText.optional().describe('of a message: the text with its variables, to be edited'),
  filled: filledWording
    .optional()
    .describe('of a message: the text without conditions, for an edit of this mail alone'),
  missing: z.array(z.string()).describe('what the law requires and is missing: such a mail would not be sent'),
});
export type Preview = z.infer<typeof preview>;

/** `POST /wordings/test-sends` of mail-service: sends one mail of a wording, with sample data, to the requester. */
export const testSendRequest = z.strictObject({
  ...wordingTarget.shape,
  key: z.string().startsWith('test:').max(255).describe('like the key of a message: a repeat sends nothing'),
  company: z.uuid(),
  wording: wordingText.strict().nullish().describe('null: the stored one that fits best, else the built-in one'),
  sender: senderIdentity.strict(),
  provider: mailProvider,
  to: z.email().max(254),
  date: calendarDate.describe('today in Asia/Tokyo'),
});
export type TestSendRequest = z.infer<typeof testSendRequest>;
