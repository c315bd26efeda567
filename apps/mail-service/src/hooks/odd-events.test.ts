import { randomUUID } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';
import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubspotSecret, type MailFixture, messageTo, resendSecret, startMailFixture } from '../testing/mail-fixture.ts';
import { createHookSigner, createSendgridKeys, type HookProvider, type SignedHook } from '../testing/signed-hooks.ts';

const keys = createSendgridKeys();
const signed = createHookSigner({
  resend: resendSecret,
  sendgrid: keys.privateKey,
  hubspot: hubspotSecret,
  hubspotUrl: 'https://mail.goen.example/hooks/hubspot',
});
const dayMs = 24 * 60 * 60 * 1000;

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
  await fixture.restartService({
    MAIL_PUBLIC_URL: 'https://mail.goen.example',
    SENDGRID_WEBHOOK_PUBLIC_KEY: keys.publicKey,
  });
});
afterAll(() => fixture.close());

type Receipt = { understood: number; not_understood: number };
async function post({ path, body, headers }: SignedHook): Promise<Receipt> {
  const answer = await fetch(fixture.url() + path, { method: 'POST', body, headers });
  const text = await answer.text();
  expect([answer.status, text]).toEqual([200, expect.any(String)]);
  return JSON.parse(text) as Receipt;
}
const sign: Record<HookProvider, (event: object) => SignedHook> = {
  resend: (event) => signed.resend(randomUUID(), event),
  sendgrid: (event) => signed.sendgrid([event]),
  hubspot: (event) => signed.hubspot([event]),
};

const nextAddress = () => `odd-${randomUUID()}@example.com`;
async function sendMail(provider: HookProvider, change: Partial<MessageRequest> = {}) {
  const email = nextAddress();
  const { id } = await fixture.send(messageTo(email, { provider, kind: 'rejection', ...change }));
  const [row] = await fixture.sql<{ batch_id: string; provider_id: string }>(
    'select batch_id, provider_id from message where id = ?',
    [id],
  );
  return { email, id, sendId: row?.batch_id ?? '', providerId: row?.provider_id ?? '' };
}
const stateOf = async (id: string) =>
  (await fixture.sql<{ state: string }>('select state from message where id = ?', [id]))[0]?.state;
const noticesOf = async (id: string) =>
  (
    await fixture.sql<{ kind: string }>(
      "select kind from case_notice where message_id = ? and kind in ('bounced', 'complained')",
      [id],
    )
  ).map(({ kind }) => kind);
const isSuppressed = async (email: string) =>
  (
    await fixture.sql('select 1 from suppression where person_hash = ?', [
      personHash(email, fixture.env.PERSON_HASH_KEY ?? ''),
    ])
  ).length === 1;

type Mail = Awaited<ReturnType<typeof sendMail>>;
const seconds = () => Math.floor(Date.now() / 1000);
const iso = () => new Date().toISOString();

type Build = (mail: Mail) => object;
type Row = readonly [string, HookProvider, string, Build];

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
const spelledOtherwise: readonly Row[] = (Object.keys(vendors) as HookProvider[]).flatMap((provider): Row[] => {
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

const resendBounce = (email: string, bounce: unknown) => ({ type: 'email.bounced', data: { to: email, bounce } });
const permanentBounces = (
  [
    ['permanent', { type: 'permanent' }],
    ['PERMANENT', { type: ' PERMANENT ' }],
    ['the type alone', 'Permanent'],
    ['no type', {}],
  ] as const
).map(([what, bounce]): Row => [`a bounce, ${what}`, 'resend', 'bounced', ({ email }) => resendBounce(email, bounce)]);

const otherSpellings: readonly Row[] = [
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

describe('an event without our id, or with nulls', () => {
  const reports: readonly Row[] = [
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
  it.each(reports)('%s of %s is recorded as %s', async (_what, provider, state, build) => {
    const mail = await sendMail(provider);
    const hook = sign[provider](build(mail));
    // Twice: an event without an id is recognised by its content.
    for (const time of [1, 2]) expect([time, await post(hook)]).toEqual([time, { understood: 1, not_understood: 0 }]);
    expect(await stateOf(mail.id)).toBe(state);
    expect(await noticesOf(mail.id)).toEqual([state === 'complained' ? 'complained' : 'bounced']);
    expect(await isSuppressed(mail.email)).toBe(true);
    const events = await fixture.sql('select 1 from provider_event where message_id = ?', [mail.id]);
    expect(events).toHaveLength(1);
  });

  const soft: readonly [string, HookProvider, (mail: Mail) => object][] = [
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
  it.each(soft)('%s of %s changes nothing', async (_what, provider, build) => {
    const mail = await sendMail(provider);
    expect(await post(sign[provider](build(mail)))).toEqual({ understood: 1, not_understood: 0 });
    expect([await stateOf(mail.id), await isSuppressed(mail.email)]).toEqual(['sent', false]);
  });

  it('a bounce of several mails to an address is that of the provider’s id, else of the latest before it', async () => {
    const email = nextAddress();
    const mails = await Promise.all(
      [0, 1, 2].map(() => fixture.send(messageTo(email, { provider: 'sendgrid', kind: 'rejection' }))),
    );
    const [old, middle, latest] = mails.map(({ id }) => id);
    const date = async (id: string | undefined, daysAgo: number, providerId: string) =>
      fixture.sql('update message set first_tried_at = ?, provider_id = ? where id = ? returning id', [
        new Date(Date.now() - daysAgo * dayMs),
        providerId,
        id,
      ]);
    await date(old, 9, 'first');
    await date(middle, 6, 'second');
    await date(latest, 1, 'third');
    const bounce = (daysAgo: number, sgMessageId: string) =>
      post(
        signed.sendgrid([
          { email, timestamp: seconds() - daysAgo * 86_400, event: 'bounce', sg_message_id: sgMessageId },
        ]),
      );
    const states = () => Promise.all([old, middle, latest].map((id) => stateOf(id ?? '')));
    await bounce(3, 'unknown.filter0001');
    expect(await states()).toEqual(['sent', 'bounced', 'sent']);
    await bounce(3, 'first.filter0001');
    expect(await states()).toEqual(['bounced', 'bounced', 'sent']);
    await bounce(0, '');
    expect(await states()).toEqual(['bounced', 'bounced', 'bounced']);
  });
});

describe('an event that is not understood', () => {
  const sendgrid = (change: object) => ({
    email: nextAddress(),
    timestamp: seconds(),
    sg_event_id: randomUUID(),
    event: 'bounce',
    ...change,
  });
  const odd: readonly [string, unknown][] = [
    ...[-1, 1, 946_684_799, 4_133_980_800, 1e11, 1e13, 1e15, 'soon 5', '2026', 1e20, 1e308, 'soon'].map(
      (timestamp): [string, unknown] => [`the time ${timestamp}`, sendgrid({ timestamp })],
    ),
    ['a time that is an object', sendgrid({ timestamp: {} })],
    ['NUL in the reason', sendgrid({ reason: 'a\0b' })],
    ['NUL in the address', sendgrid({ email: 'a\0@example.com' })],
    ['NUL in the event id', sendgrid({ sg_event_id: '\0' })],
    ['NUL in a key', sendgrid({ 'a\0b': 1 })],
    ['a lone surrogate', sendgrid({ reason: '\ud800' })],
    ['a lone surrogate deep inside', sendgrid({ more: [{ text: 'x\udc00' }] })],
    ['no type', sendgrid({ event: null })],
    ['a type that is not known', sendgrid({ event: 'exploded' })],
    ['a type that every object has', sendgrid({ event: 'constructor' })],
    ['a type that is a number', sendgrid({ event: 5 })],
    ['neither id nor address', sendgrid({ email: null })],
    ['several recipients', sendgrid({ email: ['a@example.com', 'b@example.com'] })],
    ['null', null],
    ['a number', 4],
    ['a text', 'odd'],
    ['a list', [[sendgrid({})]]],
    ['deep nesting', JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`)],
  ];
  it.each(odd)('%s is counted without personal data, and its neighbours are recorded', async (_what, event) => {
    const [first, second] = [await sendMail('sendgrid'), await sendMail('sendgrid')];
    fixture.logs.length = 0;
    const report = (mail: Mail) => sendgrid({ email: mail.email, message_id: mail.id });
    const hook = signed.sendgrid([report(first), event, report(second)]);
    expect(await post(hook)).toEqual({ understood: 2, not_understood: 1 });
    expect(await Promise.all([first, second].map(({ id }) => stateOf(id)))).toEqual(['bounced', 'bounced']);
    const warning = fixture.logs.find((line) => line.includes('not understood')) ?? '';
    expect(JSON.parse(warning)).toMatchObject({ provider: 'sendgrid', notUnderstood: 1 });
    expect(warning).not.toContain('@');
  });

  it.each<[HookProvider, unknown]>([
    ['resend', { type: 'email.bounced', created_at: '0000-01-01T00:00:00Z', data: { to: ['a@example.com'] } }],
    ['resend', { type: 'email.bounced', created_at: '+010000-01-01T00:00:00Z', data: { to: ['a@example.com'] } }],
    ['resend', { type: 'email.bounced', created_at: iso(), data: { to: ['a@example.com'], subject: '\0' } }],
    ['resend', { type: 'email.bounced', created_at: 5, data: {} }],
    ['resend', { type: 'email.exploded', data: { to: 'a@example.com' } }],
    ['resend', { type: 'email.bounced', data: { to: 'a@example.com', bounce: { type: 'constructor' } } }],
    ['resend', { type: 'email.bounced', data: { to: ['a@example.com', 'b@example.com'] } }],
    ['hubspot', { type: 'EXPLODED', recipient: 'a@example.com' }],
    ['resend', { type: 'email.bounced', created_at: iso(), data: 'text' }],
    ['resend', []],
    ['hubspot', { type: 'BOUNCE', created: -62_167_219_200_000, recipient: 'a@example.com' }],
    ['hubspot', { type: 'BOUNCE', created: Date.now(), recipient: '\ud800@example.com' }],
    ['hubspot', { created: Date.now() }],
  ])('of %s is answered with 200: %j', async (provider, event) => {
    const expected = Array.isArray(event) ? { understood: 0, not_understood: 0 } : { understood: 0, not_understood: 1 };
    expect(await post(sign[provider](event as object))).toEqual(expected);
  });

  it('a body that is not JSON counts as one', async () => {
    const hook = signed.sendgridRaw('[{"event":');
    expect(await post(hook)).toEqual({ understood: 0, not_understood: 1 });
  });

  it('several events of Resend in a post are each recorded', async () => {
    const [first, second] = [await sendMail('resend'), await sendMail('resend')];
    const events = [first, null, second].map((mail) => mail && resendBounce(mail.email, null));
    const hook = signed.resend(randomUUID(), events);
    for (const time of [1, 2]) expect([time, await post(hook)]).toEqual([time, { understood: 2, not_understood: 1 }]);
    expect(await Promise.all([first, second].map(({ id }) => stateOf(id)))).toEqual(['bounced', 'bounced']);
  });

  it('an event of another subject is no mail of ours', async () => {
    const contact = { type: 'contact.created', created_at: iso(), data: { email: 'a@example.com' } };
    expect(await post(sign.resend(contact))).toEqual({ understood: 0, not_understood: 0 });
  });

  it('an event id longer than an index entry is recorded', async () => {
    const mail = await sendMail('sendgrid');
    const event = sendgrid({ email: mail.email, sg_event_id: 'x'.repeat(10_000) });
    for (const time of [1, 2]) {
      expect([time, await post(signed.sendgrid([event]))]).toEqual([time, { understood: 1, not_understood: 0 }]);
    }
    expect(await stateOf(mail.id)).toBe('bounced');
  });
});
