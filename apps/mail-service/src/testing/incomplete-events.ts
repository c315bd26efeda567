import { randomUUID } from 'node:crypto';
import {
  iso,
  type Mail,
  otherSpellings,
  type Row,
  resendBounce,
  seconds,
  spelledOtherwise,
} from './event-spellings.ts';
import type { HookProvider } from './signed-hooks.ts';

/** Events that name a mail without our id, or with nulls: provider, and the state that they lead to. */
export const incompleteReports: readonly Row[] = [
  [
    'a bounce without custom arguments',
    'sendgrid',
    'bounced',
    ({ email }) => ({
      email,
      timestamp: 0,
      status: '5.1.10',
      reason: '550 5.1.10 recipient not found',
      sg_message_id: '',
      sg_event_id: randomUUID(),
      type: 'bounce',
      event: 'bounce',
    }),
  ],
  [
    'a complaint with nulls',
    'sendgrid',
    'complained',
    ({ email }) => ({ email, timestamp: null, sg_event_id: null, message_id: null, type: null, event: 'spamreport' }),
  ],
  [
    'a message id of another type',
    'sendgrid',
    'bounced',
    ({ email }) => ({
      email,
      timestamp: String(seconds()),
      sg_event_id: randomUUID(),
      message_id: 42,
      event: 'bounce',
    }),
  ],
  [
    'an address in upper case',
    'sendgrid',
    'suppressed',
    ({ email }) => ({
      email: ` ${email.toUpperCase()} `,
      timestamp: seconds(),
      sg_event_id: randomUUID(),
      event: 'dropped',
      reason: 'Bounced Address',
    }),
  ],
  [
    'a complaint with a null bounce',
    'resend',
    'complained',
    ({ id, email }) => ({
      type: 'email.complained',
      created_at: '2026-11-27T02:00:00.000Z',
      data: {
        email_id: 'e-029',
        created_at: '2026-11-27 02:00:00.000000+00',
        to: [email],
        broadcast_id: null,
        template_id: null,
        bounce: null,
        tags: { message_id: id },
      },
    }),
  ],
  [
    'a complaint with null tags',
    'resend',
    'complained',
    ({ email }) => ({ type: 'email.complained', created_at: iso(), data: { to: [email], tags: null } }),
  ],
  [
    'a bounce with every optional field null',
    'resend',
    'bounced',
    ({ email }) => ({
      type: 'email.bounced',
      created_at: null,
      data: { email_id: null, created_at: null, to: [email], tags: null, bounce: null },
    }),
  ],
  [
    'tags as a list, and the only recipient as text',
    'resend',
    'bounced',
    ({ id, email }) => ({
      type: 'email.bounced',
      created_at: iso(),
      data: { to: email, tags: [{ name: 'message_id', value: id }], bounce: { type: 'Permanent' } },
    }),
  ],
  [
    'a recipient with a name',
    'resend',
    'bounced',
    ({ email }) => ({ type: 'email.bounced', created_at: iso(), data: { to: [`Hanako <${email}>`] } }),
  ],
  [
    'a bounce without sendId',
    'hubspot',
    'bounced',
    ({ email }) => ({
      id: randomUUID(),
      created: Date.now(),
      type: 'BOUNCE',
      recipient: email,
      sendId: null,
      status: null,
    }),
  ],
  [
    'a complaint without anything else',
    'hubspot',
    'complained',
    ({ email }) => ({ id: null, created: null, type: 'SPAMREPORT', recipient: email }),
  ],
  ...spelledOtherwise,
  ...otherSpellings,
];

/** Events that change nothing. */
export const softReports: readonly [string, HookProvider, (mail: Mail) => object][] = [
  ['status 4.2.2', 'sendgrid', ({ email }) => ({ email, timestamp: seconds(), event: 'bounce', status: '4.2.2' })],
  ['status 4.2.2', 'hubspot', ({ email }) => ({ recipient: email, type: 'BOUNCE', status: '4.2.2' })],
  ['a transient bounce', 'resend', ({ email }) => resendBounce(email, { type: 'Transient' })],
  ['a transient bounce in upper case', 'resend', ({ email }) => resendBounce(email, { type: 'TRANSIENT' })],
  ['an undetermined bounce', 'resend', ({ email }) => resendBounce(email, 'undetermined')],
  ['a blocked bounce', 'sendgrid', ({ email }) => ({ email, event: 'Bounce', type: 'Blocked' })],
  ['a numeric status', 'sendgrid', ({ email }) => ({ email, event: 'bounce', status: 421 })],
  ['an opened mail', 'hubspot', ({ email }) => ({ recipient: email, type: 'Open' })],
  ['a delivery without ids', 'sendgrid', ({ email }) => ({ email, timestamp: seconds(), event: 'delivered' })],
  ['a drop without a known reason', 'sendgrid', ({ email }) => ({ email, timestamp: seconds(), event: 'dropped' })],
  [
    'a bounce from before the mail',
    'sendgrid',
    ({ email }) => ({ email, timestamp: seconds() - 2 * 86_400, event: 'bounce' }),
  ],
  [
    'a bounce long after the mail',
    'sendgrid',
    ({ email }) => ({ email, timestamp: seconds() + 31 * 86_400, event: 'bounce' }),
  ],
  [
    'a bounce of a mail of another system',
    'sendgrid',
    ({ email }) => ({ email, timestamp: seconds(), event: 'bounce', message_id: randomUUID() }),
  ],
];
