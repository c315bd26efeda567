import { z } from 'zod';
import { isBareAddress } from '../mails/address.ts';

const maxPersonalizations = 1000;
/** Headers that SendGrid sets itself and refuses in `headers`. */
const reservedHeaders =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i;

const address = z.object({
  email: z.string().refine(isBareAddress, 'Does not contain a valid address.'),
  name: z.string().nullish(),
});
const customArgs = z.record(z.string(), z.string('The custom_args values must be strings.'));
const headers = z.record(
  z.string().refine((name) => !reservedHeaders.test(name), 'The header is reserved.'),
  z.string(),
);
const content = z.object({
  type: z.string().min(1),
  value: z.string().min(1, 'The content value must be a string at least one character in length.'),
});
/** The body of `POST /v3/mail/send`, as far as the sandbox reads it. */
export const mailSendRequest = z.object({
  personalizations: z
    .array(
      z.object({
        to: z
          .array(address)
          .min(
            1,
            'The to array is required for all personalization objects, and must have at least one email object with a valid email address.',
          ),
        cc: z.array(address).nullish(),
        bcc: z.array(address).nullish(),
        from: address.nullish(),
        subject: z.string().nullish(),
        headers: headers.nullish(),
        custom_args: customArgs.nullish(),
        send_at: z.number().int().nullish(),
      }),
    )
    .min(1, 'You must have at least one personalization.')
    .max(maxPersonalizations, 'The personalization block is limited to 1000 personalizations per API request.'),
  from: address,
  reply_to: address.nullish(),
  reply_to_list: z.array(address).nullish(),
  subject: z.string().nullish(),
  content: z.array(content).nullish(),
  template_id: z.string().nullish(),
  headers: headers.nullish(),
  custom_args: customArgs.nullish(),
  categories: z.array(z.string().max(255)).max(10).nullish(),
  send_at: z.number().int().nullish(),
  asm: z
    .object({ group_id: z.number().int(), groups_to_display: z.array(z.number().int()).max(25).nullish() })
    .nullish(),
  mail_settings: z.looseObject({ sandbox_mode: z.object({ enable: z.boolean().nullish() }).nullish() }).nullish(),
  tracking_settings: z.looseObject({}).nullish(),
});
export type MailSendRequest = z.output<typeof mailSendRequest>;
export type Personalization = MailSendRequest['personalizations'][number];
export type SendgridAddress = z.output<typeof address>;
