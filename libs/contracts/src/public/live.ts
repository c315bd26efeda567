import { z } from 'zod';

/** What may have changed in a company: which lists a page should read again. */
export const liveTopics = [
  'cases',
  'mails',
  'messages',
  'candidates',
  'registrations',
  'positions',
  're_invitations',
  'introductions',
  'credits',
  'imports',
  'connections',
  'webhooks',
  'wordings',
  'settings',
  'members',
  'keys',
  'reports',
  'audit',
] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** The data of the event `changed` of `GET /v1/live`. */
export const liveChange = z.object({ topics: z.array(z.enum(liveTopics)) });
export type LiveChange = z.infer<typeof liveChange>;
