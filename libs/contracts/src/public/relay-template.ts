import { z } from 'zod';
import { anyAddress, instant, locale } from './shared.ts';

export const templateAtsKinds = ['hrmos', 'herp', 'jobcan', 'greenhouse', 'zoho_recruit', 'other'] as const;
export type TemplateAts = (typeof templateAtsKinds)[number];
const ats = z.enum(templateAtsKinds);

export const relayTemplateQuery = z.strictObject({ ats: ats.default('other'), locale: locale.default('ja') });

export const registrationLinkView = z
  .object({
    url: z.url().describe('the same for everybody: it identifies your company and proves nothing about a person'),
    created_at: instant,
  })
  .meta({ id: 'RegistrationLink' });

export const relayTemplateView = z
  .object({
    ats,
    locale,
    text: z.string().describe('to paste below the result in the rejection mail of your ATS'),
    link: registrationLinkView,
    fields: z
      .array(z.object({ meaning: z.enum(['name', 'job', 'application_id']), text: z.string(), known: z.boolean() }))
      .describe(
        'merge fields in the text; `known: false`: replace it by the field that your ATS offers, or leave it out',
      ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'RelayTemplate' });
export type RelayTemplateView = z.infer<typeof relayTemplateView>;

export const linkRotation = z
  .strictObject({
    keep_old_days: z
      .number()
      .int()
      .min(0)
      .max(90)
      .default(30)
      .describe('how long earlier links work: mails that carry them are still being read'),
  })
  .meta({ id: 'LinkRotation' });

export const testRegistration = z
  .strictObject({ to: anyAddress.describe('your own address'), locale: locale.default('ja') })
  .meta({ id: 'TestRegistration' });
