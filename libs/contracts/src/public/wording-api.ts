import { z } from 'zod';
import { mailKind } from './mail-kind.ts';
import { calendarDate, instant, locale, maxJobCategoryLength, pageLimit, pageOf, stageKind } from './shared.ts';

/**
 * Markdown with `{{variables}}`: a company's own text inside the fixed frame. Stored as written, so that the line and
 * column of a fault are those that the author sees.
 */
export const wordingText = z.object({
  subject: z.string().max(200).regex(/\S/, 'must not be blank'),
  body: z.string().max(20_000).regex(/\S/, 'must not be blank'),
});
export type WordingText = z.infer<typeof wordingText>;

/** Which mails a wording is for. The most specific match wins: stage and category, then stage, then category. */
export const wordingTargetV1 = z.object({
  kind: mailKind,
  locale,
  stage: stageKind.nullish().describe('null: every stage'),
  job_category: z
    .string()
    .trim()
    .min(1)
    .max(maxJobCategoryLength)
    .regex(/^\P{Cc}*$/u, 'must be one line')
    .nullish()
    .describe('as the ATS calls it; null: every category'),
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

export const wordingVariableV1 = z.object({
  name: z.string().describe('written {{name}}'),
  description: z.string(),
  allowed_in: z.array(z.enum(['subject', 'body'])),
  required: z.boolean().describe('the body must contain it'),
  condition: z.boolean().describe('may open a section, {{#name}}…{{/name}}: shown where there is a value'),
});

export const builtInQueryV1 = z.object({ kind: mailKind, locale, stage: stageKind.default('other') });
export const builtInWordingV1 = z.object({
  kind: mailKind,
  locale,
  stage: stageKind.nullable().describe('null: the words are the same at every stage'),
  subject: z.string(),
  body: z.string(),
  wording_version: z.string(),
  variables: z.array(wordingVariableV1),
});

/** How a preview is returned: `html` and `text` as JSON, `picture` as image/png. */
export const previewOptions = z.object({
  as: z.enum(['html', 'text', 'picture']).default('html'),
  width: z.enum(['phone', 'desktop']).default('desktop').describe('of a picture: 390 or 800 px'),
  color_scheme: z.enum(['light', 'dark']).default('light').describe('of a picture'),
});

const shown = wordingTargetV1.extend({
  wording: wordingText.nullish().describe('null: the nearest that is saved, else the built-in one'),
});
export const previewRequestV1 = shown.extend(previewOptions.shape);
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
