import { z } from 'zod';
import {
  calendarDate,
  instant,
  locale,
  mailProvider,
  maxJobCategoryLength,
  pageLimit,
  pageOf,
  stageKind,
} from '../public/shared.ts';
import { senderIdentity } from './company-settings.ts';
import { mailKind, wordingText } from './mail.ts';

/**
 * What a wording is for. Kind and language are fixed; without a stage or a job category it is for all of them. Of the
 * wordings that fit a mail the nearest is used: stage and category, then stage, then category, then neither.
 */
export const wordingTarget = z.object({
  kind: mailKind,
  locale,
  stage: stageKind.nullish().describe('null: every stage'),
  jobCategory: z
    .string()
    .trim()
    .min(1)
    .max(maxJobCategoryLength)
    .regex(/^\P{Cc}*$/u, 'must be one line')
    .nullish()
    .describe('as the ATS calls it; null: every category'),
});
export type WordingTarget = z.infer<typeof wordingTarget>;

export const wordingVariable = z.object({
  name: z.string().describe('written {{name}}'),
  description: z.string(),
  allowedIn: z.array(z.enum(['subject', 'body'])),
  required: z.boolean().describe('the body must contain it'),
  condition: z.boolean().describe('may open a section, {{#name}}…{{/name}}: shown where there is a value'),
});
export type WordingVariable = z.infer<typeof wordingVariable>;

/** `subject` and `body` are null where the wording was retired: the next nearest, or the built-in one, is used. */
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

export const wordingQuery = z.object({ limit: pageLimit, cursor: z.string().max(100).optional() });

/** `PUT /wordings` of mail-service. `savedBy`: who answers for the words, as the caller knows them. */
export const saveWordingRequest = wordingTarget.extend({
  ...wordingText.shape,
  company: z.uuid(),
  savedBy: z.string().trim().min(1).max(200),
});
export type SaveWordingRequest = z.infer<typeof saveWordingRequest>;

/** The text that goes out where a company has none of its own: a starting point. */
export const builtInWording = wordingTarget.pick({ kind: true, locale: true }).extend({
  stage: stageKind.nullable(),
  subject: z.string(),
  body: z.string(),
  wordingVersion: z.string(),
  variables: z.array(wordingVariable),
});
export type BuiltInWording = z.infer<typeof builtInWording>;

/** How a preview is answered: `html` and `text` as JSON, `picture` as image/png. */
export const previewForm = z.object({
  as: z.enum(['html', 'text', 'picture']).default('html'),
  width: z.enum(['phone', 'desktop']).default('desktop').describe('of a picture: 390 or 800 px'),
  colorScheme: z.enum(['light', 'dark']).default('light').describe('of a picture'),
});
export type PreviewForm = z.infer<typeof previewForm>;

/** `POST /previews` of mail-service: a wording, given or stored, in its frame with sample data. */
export const previewRequest = wordingTarget.extend({
  ...previewForm.shape,
  company: z.uuid(),
  wording: wordingText.nullish().describe('null: the nearest that is stored, else the built-in one'),
  sender: senderIdentity,
});
export type PreviewRequest = z.infer<typeof previewRequest>;

export const preview = z.object({
  subject: z.string(),
  html: z.string().nullable().describe('null where the text alone was asked for'),
  text: z.string(),
  wordingVersion: z.string(),
  missing: z.array(z.string()).describe('what the law wants and is not there: such a mail would not be sent'),
});
export type Preview = z.infer<typeof preview>;

/** `POST /wordings/test-sends` of mail-service: one mail of a wording, with sample data, to who asks to see it. */
export const testSendRequest = wordingTarget.extend({
  key: z.string().startsWith('test:').max(255).describe('as of a message: a repeat sends nothing'),
  company: z.uuid(),
  wording: wordingText.nullish().describe('null: the nearest that is stored, else the built-in one'),
  sender: senderIdentity,
  provider: mailProvider,
  to: z.email().max(254),
  date: calendarDate.describe('today in Asia/Tokyo'),
});
export type TestSendRequest = z.infer<typeof testSendRequest>;
