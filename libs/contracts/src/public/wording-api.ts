import { z } from 'zod';
import { signInMailKinds, staffMailKinds } from '../workflow/mail.ts';
import { actorView } from './actor.ts';
import { mailKind } from './mail-kind.ts';
import { calendarDate, instant, locale, maxJobCategoryLength, pageLimit, pageOf, stageKind } from './shared.ts';

/**
 * Markdown with `{{variables}}`: a company's own text inside the fixed frame. Stored as written, so that the line and
 * column of an error are those that the author sees.
 */
export const wordingText = z
  .strictObject({
    subject: z.string().max(200).regex(/\S/, 'must not be blank'),
    body: z.string().max(20_000).regex(/\S/, 'must not be blank'),
  })
  .meta({ id: 'WordingText' });
export type WordingText = z.infer<typeof wordingText>;

/** Which mails a wording is for. The most specific match wins: stage and category, then stage, then category. */
export const wordingTargetV1 = z.strictObject({
  kind: mailKind.exclude([...signInMailKinds, ...staffMailKinds]),
  locale,
  stage: stageKind.nullish().describe('null: every stage'),
  job_category: z
    .string()
    .trim()
    .min(1)
    .max(maxJobCategoryLength)
    .regex(/^\P{Cc}*$/u, 'must be one line')
    .nullish()
    .describe('as in the ATS; null: every category'),
});

export const wordingV1 = z
  .object({
    id: z.uuid(),
    kind: mailKind,
    locale,
    stage: stageKind.nullable(),
    job_category: z.string().nullable(),
    version: z.number().int(),
    subject: z.string().nullable().describe('null: retired'),
    body: z.string().nullable().describe('null: retired'),
    saved_at: instant,
    saved_by: actorView,
  })
  .meta({ id: 'Wording' });
export type WordingV1 = z.infer<typeof wordingV1>;
export const wordingPageV1 = pageOf(wordingV1).meta({ id: 'WordingPage' });

const page = { limit: pageLimit, cursor: z.string().optional() };
export const wordingQueryV1 = z.strictObject(page);
export const wordingVersionsQueryV1 = wordingTargetV1.extend(page);
export const saveWordingV1 = wordingTargetV1.extend(wordingText.shape).meta({ id: 'SaveWording' });

export const wordingVariableV1 = z
  .object({
    name: z.string().describe('written {{name}}'),
    description: z.string(),
    allowed_in: z.array(z.enum(['subject', 'body'])),
    required: z.boolean().describe('the body must contain it'),
    condition: z.boolean().describe('can open a section, {{#name}}…{{/name}}, that is shown only if it has a value'),
  })
  .meta({ id: 'WordingVariable' });

export const builtInQueryV1 = z.strictObject({ kind: mailKind, locale, stage: stageKind.default('other') });
export const builtInWordingV1 = z
  .object({
    kind: mailKind,
    locale,
    stage: stageKind.nullable().describe('null: the text is the same at every stage'),
    subject: z.string(),
    body: z.string(),
    wording_version: z.string(),
    variables: z.array(wordingVariableV1),
  })
  .meta({ id: 'BuiltInWording' });

/** How a preview is returned: `html` and `text` as JSON, `picture` as image/png. */
export const previewOptions = z.object({
  as: z.enum(['html', 'text', 'picture']).default('html'),
  width: z.enum(['phone', 'desktop']).default('desktop').describe('of a picture: 390 or 800 px'),
  color_scheme: z.enum(['light', 'dark']).default('light').describe('of a picture'),
});

const targetWithText = wordingTargetV1.extend({
  wording: wordingText.nullish().describe('null: the saved wording that fits best, else the built-in one'),
});
export const previewRequestV1 = targetWithText.extend(previewOptions.shape).meta({ id: 'PreviewWording' });
const lastWriting = z.object({ by: actorView, at: instant });
export type LastWriting = z.infer<typeof lastWriting>;
export const previewV1 = z
  .object({
    subject: z.string(),
    html: z.string().nullable(),
    text: z.string(),
    wording_version: z.string(),
    wording: wordingText
      .optional()
      .describe('of a mail in the queue: its text with the variables, to be edited for this mail'),
    filled: wordingText
      .extend({
        places: z
          .array(z.object({ variable: z.string(), text: z.string().nullable() }))
          .describe(
            'the variables that are left, each with what the mail has there; null: a link or a list. A rule requires them, or they are written elsewhere',
          ),
      })
      .optional()
      .describe(
        'of a mail in the queue: the same text for this person, with its conditions decided and its variables filled in',
      ),
    last_written: lastWriting
      .nullable()
      .optional()
      .describe(
        'of a mail in the queue: who last wrote anything of it, whom `four_eyes` keeps from approving it; null: nobody',
      ),
    digest: z
      .string()
      .optional()
      .describe(
        'of a mail in the queue: identifies what its candidate would read, for a decision about exactly this text',
      ),
    missing: z.array(z.string()).describe('what the law requires and is missing: such a mail would not be sent'),
  })
  .meta({ id: 'MailPreview' });

export const testSendRequestV1 = targetWithText.extend({ to: z.email().max(254) }).meta({ id: 'SendTestMail' });
export const testSendResultV1 = z
  .object({
    id: z.string(),
    status: z.enum(['sent', 'skipped']),
    date: calendarDate,
    reason: z.string().nullable(),
    missing: z.array(z.string()),
  })
  .meta({ id: 'TestMailResult' });

export const wordingEffect = z
  .object({
    mails: z.number().int().min(0),
    approved: z.number().int().min(0).describe('of them; they need another approval once their text changes'),
    first_due_at: instant.nullable().describe('when the first of them is due'),
  })
  .meta({ id: 'WordingEffect' });
export type WordingEffect = z.infer<typeof wordingEffect>;
