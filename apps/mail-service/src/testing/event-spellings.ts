import type { HookProvider } from './signed-hooks.ts';

/** A mail that an event is about. */
export type Mail = { readonly id: string; readonly email: string };
export const seconds = (): number => Math.floor(Date.now() / 1000);
export const iso = (): string => new Date().toISOString();

type Build = (mail: Mail) => object;
export type Row = readonly [string, HookProvider, string, Build];

/** The names that each vendor gives to an event, and the fields of a time and of the recipient. */
const vendors = {
  sendgrid: {
    time: 'timestamp',
    build: (name: string, email: unknown, fields: object) => ({ event: name, email, ...fields }),
    names: { bounced: ['bounce', 'Bounce', ' BOUNCE '], complained: ['spamreport', 'SpamReport', 'spam_report'] },
  },
  hubspot: {
    time: 'created',
    build: (name: string, recipient: unknown, fields: object) => ({ type: name, recipient, ...fields }),
    names: { bounced: ['BOUNCE', 'bounce'], complained: ['SPAMREPORT', 'SpamReport', 'SPAM_REPORT'] },
  },
  resend: {
    time: 'created_at',
    build: (name: string, to: unknown, fields: object) => ({ type: name, data: { to }, ...fields }),
    names: { bounced: ['email.bounced', 'Email.Bounced'], complained: ['email.complained', 'EMAIL.COMPLAINED'] },
  },
} as const;

const times: readonly [string, () => unknown][] = [
  ['seconds', seconds],
  ['seconds as text', () => String(seconds())],
  ['milliseconds', () => Date.now()],
  ['milliseconds as text', () => ` ${Date.now()} `],
  ['ISO text', iso],
  ['ISO text with an offset', () => `${new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 19)}+0900`],
  ['a time as databases print it', () => `${iso().replace('T', ' ').replace('Z', '000')}+00`],
  ['a time without an offset', () => iso().slice(0, 19)],
  ['an HTTP date', () => new Date().toUTCString()],
];
const recipients: readonly [string, (email: string) => unknown][] = [
  ['an address', (email) => email],
  ['an address with a name', (email) => `Hanako <${email}>`],
  ['a list', (email) => [email]],
  ['the same address twice', (email) => [email, `<${email}>`]],
  ['an object', (email) => ({ email })],
  ['a list of objects', (email) => [{ email, name: 'Hanako' }]],
  ['a list of objects with `address`', (email) => [{ address: email }]],
];

/** Every time, recipient and name, at every vendor. */
export const spelledOtherwise: readonly Row[] = (Object.keys(vendors) as HookProvider[]).flatMap((provider): Row[] => {
  const { time, build, names } = vendors[provider];
  const [bounce] = names.bounced;
  return [
    ...times.map(
      ([what, write]): Row => [what, provider, 'bounced', ({ email }) => build(bounce, email, { [time]: write() })],
    ),
    ...recipients.map(
      ([what, write]): Row => [what, provider, 'bounced', ({ email }) => build(bounce, write(email), {})],
    ),
    ...(['bounced', 'complained'] as const).flatMap((state) =>
      names[state].map((name): Row => [name, provider, state, ({ email }) => build(name, email, {})]),
    ),
  ];
});

export const resendBounce = (email: string, bounce: unknown) => ({
  type: 'email.bounced',
  data: { to: email, bounce },
});
const permanentBounces = (
  [
    ['permanent', { type: 'permanent' }],
    ['PERMANENT', { type: ' PERMANENT ' }],
    ['the type alone', 'Permanent'],
    ['no type', {}],
  ] as const
).map(([what, bounce]): Row => [`a bounce, ${what}`, 'resend', 'bounced', ({ email }) => resendBounce(email, bounce)]);

export const otherSpellings: readonly Row[] = [
  ...permanentBounces,
  ['an id in upper case', 'sendgrid', 'bounced', ({ id }) => ({ event: 'bounce', message_id: id.toUpperCase() })],
  ['a numeric status', 'sendgrid', 'bounced', ({ email }) => ({ event: 'bounce', email, status: 550 })],
  [
    'a reason in lower case',
    'sendgrid',
    'suppressed',
    ({ email }) => ({ event: 'Dropped', email, reason: 'bounced address' }),
  ],
  [
    'a reason in lower case',
    'hubspot',
    'suppressed',
    ({ email }) => ({ type: 'Dropped', recipient: email, dropReason: 'previously_bounced' }),
  ],
];
