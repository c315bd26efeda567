import { z } from 'zod';
import { domainPattern } from '../mails/address.ts';
import { providers } from '../mails/mail.ts';
import { domainStatuses } from '../store/journal-entry.ts';

/** Sets the status of a sending domain: over the control API as JSON, from the inbox as a form. */
export const domainStatusRequest = z.strictObject({
  provider: z.enum(providers),
  name: z.string().trim().regex(domainPattern),
  status: z.enum(domainStatuses),
});
