import { z } from 'zod';

/** A setting of connections: the vendors do not publish the addresses of their screens. */
export const applicationUrl = z
  .url({ protocol: /^https$/ })
  .max(500)
  .refine((url) => url.includes('{application_id}') || url.includes('{candidate_id}'), {
    error: 'Put {application_id} or {candidate_id} where the id belongs.',
  })
  .describe('the address of an application in your ATS, with {application_id} or {candidate_id} in place of the id');
