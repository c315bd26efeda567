import { randomUUID } from 'node:crypto';
import { personHash, pgArray } from '@goen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  headersFor,
  hubspotSecret,
  type MailFixture,
  messageTo,
  resendSecret,
  startMailFixture,
} from '../testing/mail-fixture.ts';
import { seededShuffle } from '../testing/seeded-shuffle.ts';
import { sendUntilSettled } from '../testing/send-until-settled.ts';
import { createHookSigner, createSendgridKeys, type HookProvider, type SignedHook } from '../testing/signed-hooks.ts';

const keys = createSendgridKeys();
const hubspotUrl = 'https://mail.goen.example/hooks/hubspot';
const signed = createHookSigner({
  resend: resendSecret,
  sendgrid: keys.privateKey,
  hubspot: hubspotSecret,
  hubspotUrl,
});
const seed = 20_261_124;
const dayMs = 24 * 60 * 60 * 1000;

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
  await fixture.restartService({
    MAIL_PUBLIC_URL: 'https://mail.goen.example',
    SENDGRID_WEBHOOK_PUBLIC_KEY: keys.publicKey,
    SENDGRID_REQUESTS_PER_SECOND: '1000',
    HUBSPOT_REQUESTS_PER_SECOND: '1000',
    HUBSPOT_ALLOW_V1: 'true',
  });
});
afterAll(() => fixture.close());

const post = ({ path, body, headers }: SignedHook) =>
  fetch(fixture.hooksUrl() + path, { method: 'POST', body, headers });

type EventKind = 'sent' | 'delivered' | 'bounced' | 'soft bounce' | 'complained';
type Event = { id: string; kind: EventKind; atMs: number };
type Target = { messageId: string; sendId: string };

/** Builds an event in the vendor's own format. */
const eventBuilders: Record<HookProvider, (target: Target, event: Event) => object> = {
  resend({ messageId }, { kind, atMs }) {
    const type = kind === 'soft bounce' ? 'email.bounced' : `email.${kind}`;
    const bounce = { bounced: { type: 'Permanent' }, 'soft bounce': { type: 'Transient' } }[kind as 'bounced'];
    const data = { email_id: `re-${messageId}`, tags: { message_id: messageId }, ...(bounce ? { bounce } : {}) };
    return { type, created_at: new Date(atMs).toISOString(), data };
  },
  sendgrid({ messageId }, { id, kind, atMs }) {
    const fields = {
      sent: { event: 'processed' },
      delivered: { event: 'delivered' },
      bounced: { event: 'bounce', type: 'bounce' },
      'soft bounce': { event: 'bounce', type: 'blocked' },
      complained: { event: 'spamreport' },
    }[kind];
    const timestamp = Math.floor(atMs / 1000);
    return { ...fields, sg_event_id: id, sg_message_id: 'sg', message_id: messageId, timestamp };
  },
  hubspot({ sendId }, { id, kind, atMs }) {
    const fields = {
      sent: { type: 'SENT' },
      delivered: { type: 'DELIVERED' },
      bounced: { type: 'BOUNCE', status: '5.1.1' },
      'soft bounce': { type: 'BOUNCE', status: '4.2.2' },
      complained: { type: 'SPAMREPORT' },
    }[kind];
    return { ...fields, id, sendId, statusId: 'hs', created: atMs };
  },
};

type TargetedEvent = { target: Target; event: Event };
/** Builds posts: Resend sends one event per request, the others arrays. Each attempt is signed afresh. */
const hookBuilders: Record<HookProvider, (events: readonly TargetedEvent[]) => SignedHook> = {
  resend: ([targeted]) =>
    signed.resend(targeted?.event.id ?? '', targeted ? eventBuilders.resend(targeted.target, targeted.event) : {}),
  sendgrid: (events) => signed.sendgrid(events.map(({ target, event }) => eventBuilders.sendgrid(target, event))),
  hubspot: (events) => signed.hubspot(events.map(({ target, event }) => eventBuilders.hubspot(target, event))),
};
const eventsPerPost = { resend: 1, sendgrid: 40, hubspot: 40 };

const lifeCycles: readonly { kinds: EventKind[]; state: string; notices: string[] }[] = [
  { kinds: ['sent', 'delivered'], state: 'delivered', notices: [] },
  { kinds: ['sent', 'soft bounce', 'delivered'], state: 'delivered', notices: [] },
  { kinds: ['sent', 'soft bounce'], state: 'sent', notices: [] },
  { kinds: ['sent', 'bounced'], state: 'bounced', notices: ['bounced'] },
  { kinds: ['sent', 'delivered', 'complained'], state: 'complained', notices: ['complained'] },
  { kinds: ['sent', 'delivered', 'bounced', 'complained'], state: 'complained', notices: ['bounced', 'complained'] },
];

describe('events that arrive fifty times, in any order, some a day late, many concurrently', () => {
  it('leave one state per mail, one notice per kind, and the right suppressions', async () => {
    // Resend posts each event separately: use fewer of its mails.
    const providers = ['resend', 'sendgrid', 'hubspot', 'sendgrid', 'hubspot', 'sendgrid', 'hubspot'] as const;
    const requests = Array.from({ length: 210 }, (_, nth) =>
      messageTo(`person${nth}@example.com`, { provider: providers[nth % 7] ?? 'resend' }),
    );
    await sendUntilSettled(fixture, [fixture.url()], requests, 36);
    const rows = await fixture.sql<{ key: string; id: string; batch_id: string }>(
      'select key, id, batch_id from message',
    );
    const mails = requests.map((request, nth) => {
      const row = rows.find(({ key }) => key === request.key);
      const lifeCycle = lifeCycles[Math.floor(nth / 7) % lifeCycles.length];
      if (!row || !lifeCycle) throw new Error('A mail has no row.');
      return { request, lifeCycle, id: row.id, sendId: row.batch_id };
    });

    const events = mails.flatMap(({ request, lifeCycle, id, sendId }) =>
      lifeCycle.kinds.map((kind, index) => ({
        provider: request.provider as HookProvider,
        target: { messageId: id, sendId },
        event: { id: randomUUID(), kind, atMs: Date.now() - (index % 2 === 0 ? dayMs : 0) + index },
      })),
    );
    const repeated = events.flatMap((event) => Array.from({ length: 50 }, () => event));
    const posts = (['resend', 'sendgrid', 'hubspot'] as const).flatMap((provider) => {
      const shuffled = seededShuffle(
        repeated.filter((event) => event.provider === provider),
        seed,
      );
      return chunks(shuffled, eventsPerPost[provider]).map((chunk) => () => post(hookBuilders[provider](chunk)));
    });
    const statuses = new Map<number, number>();
    const remaining = seededShuffle(posts, seed).values();
    const runWorker = async () => {
      for (const send of remaining) {
        const { status } = await send();
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 24 }, runWorker));
    const faults = fixture.logs.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
    expect({ faults, ...Object.fromEntries(statuses) }).toEqual({ faults: [], 200: posts.length });

    const [states, notices, suppressed] = await Promise.all([
      fixture.sql<{ id: string; state: string }>('select id, state from message'),
      fixture.sql<{ message_id: string; kind: string }>('select message_id, kind from case_notice order by kind'),
      fixture.sql<{ person_hash: string; scope: string; reason: string }>('select * from suppression'),
    ]);
    for (const { request, lifeCycle, id } of mails) {
      const state = states.find((row) => row.id === id)?.state;
      expect({ kinds: lifeCycle.kinds, state }).toEqual({ kinds: lifeCycle.kinds, state: lifeCycle.state });
      const noticed = notices.filter((row) => row.message_id === id).map(({ kind }) => kind);
      const outcomes = noticed.filter((kind) => kind === 'delivered' || kind === 'failed');
      expect(noticed.filter((kind) => kind !== 'delivered' && kind !== 'failed')).toEqual(lifeCycle.notices);
      expect(outcomes).toEqual(['delivered', 'failed'].filter((kind) => lifeCycle.kinds.some((own) => own === kind)));
      const hash = personHash(request.to.email, fixture.env.PERSON_HASH_KEY ?? '');
      const entries = suppressed.filter((row) => row.person_hash === hash);
      expect(entries.map(({ scope }) => scope)).toEqual(lifeCycle.notices.length > 0 ? ['all'] : []);
      for (const { reason } of entries) expect(lifeCycle.notices).toContain(reason);
    }
    const stored = await fixture.sql(
      'select 1 from provider_event e join message m on m.id = e.message_id where m.id = any(?::uuid[])',
      [pgArray(mails.map(({ id }) => id))],
    );
    expect(stored).toHaveLength(events.length);
  }, 600_000);
});

it('two posts with the same mail and event do not deadlock', async () => {
  const request = messageTo('circle@example.com', { provider: 'sendgrid' });
  await sendUntilSettled(fixture, [fixture.url()], [request], 1);
  const [row] = await fixture.sql<{ id: string }>('select id from message where key = ?', [request.key]);
  const target = { messageId: row?.id ?? '', sendId: '' };
  const event = (id: string, kind: EventKind) => ({ target, event: { id, kind, atMs: Date.now() } });
  const [first, second] = [event(`a-${randomUUID()}`, 'delivered'), event(`b-${randomUUID()}`, 'complained')];
  const posts = await fixture.whileLocked(target.messageId, async (waitForWaiters) => {
    const both = post(hookBuilders.sendgrid([first, second]));
    await waitForWaiters(1);
    const single = post(hookBuilders.sendgrid([second]));
    await waitForWaiters(2);
    return [both, single];
  });
  expect((await Promise.all(posts)).map(({ status }) => status)).toEqual([200, 200]);
  expect(await fixture.sql('select state from message where id = ?', [target.messageId])).toEqual([
    { state: 'complained' },
  ]);
});

const said = '550 5.1.1 <taro@example.com>: no such user';
const withText: Record<HookProvider, (target: Target) => SignedHook> = {
  resend: ({ messageId }) =>
    signed.resend(randomUUID(), {
      type: 'email.bounced',
      created_at: new Date().toISOString(),
      data: { tags: { message_id: messageId }, bounce: { type: 'Permanent', message: said } },
    }),
  sendgrid: ({ messageId }) =>
    signed.sendgrid([
      { event: 'bounce', sg_event_id: randomUUID(), message_id: messageId, timestamp: Date.now() / 1000, reason: said },
    ]),
  hubspot: ({ sendId }) =>
    signed.hubspot([
      { type: 'BOUNCE', status: '5.1.1', id: randomUUID(), sendId, created: Date.now(), response: said },
    ]),
};

it.each(['resend', 'sendgrid', 'hubspot'] as const)(
  'what %s says about a bounce is stored sealed, shown with the mail, and erased with it',
  async (provider) => {
    const request = messageTo(`${randomUUID()}@example.com`, { provider });
    await sendUntilSettled(fixture, [fixture.url()], [request], 1);
    const [row] = await fixture.sql<{ id: string; batch_id: string; company_id: string; person_hash: string }>(
      'select id, batch_id, company_id, person_hash from message where key = ?',
      [request.key],
    );
    if (row === undefined) throw new Error('A mail has no row.');
    expect((await post(withText[provider]({ messageId: row.id, sendId: row.batch_id }))).status).toBe(200);
    const call = (path: string, init: RequestInit = {}) =>
      fetch(fixture.url() + path, {
        ...init,
        headers: headersFor(init.method ?? 'GET', path),
      });
    const read = async () => (await (await call(`/messages/${row.id}?company=${row.company_id}`)).json()) as object;
    expect(await read()).toMatchObject({ state: 'bounced', providerText: said });
    const [stored] = await fixture.sql<{ text: Buffer }>('select provider_text as text from message where id = ?', [
      row.id,
    ]);
    expect(stored?.text.toString('latin1')).not.toContain('taro@example.com');
    const erasure = { company: row.company_id, personHashes: [row.person_hash] };
    expect((await call('/erasures', { method: 'POST', body: JSON.stringify(erasure) })).ok).toBe(true);
    expect(await read()).toMatchObject({ state: 'bounced', content: null, providerText: null });
  },
);

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, nth) => items.slice(nth * size, (nth + 1) * size));

describe('a post that is not the vendor’s', () => {
  const target = { messageId: randomUUID(), sendId: randomUUID() };
  const event: Event = { id: randomUUID(), kind: 'delivered', atMs: Date.now() };
  const hooks = (): Record<string, SignedHook> => ({
    resend: hookBuilders.resend([{ target, event }]),
    sendgrid: hookBuilders.sendgrid([{ target, event }]),
    'hubspot v3': hookBuilders.hubspot([{ target, event }]),
    'hubspot v1': signed.hubspotV1([eventBuilders.hubspot(target, event)]),
  });
  const names = ['resend', 'sendgrid', 'hubspot v3', 'hubspot v1'] as const;
  const getHook = (name: string): SignedHook => hooks()[name] as SignedHook;
  const status = async (hook: SignedHook) => (await post(hook)).status;

  it.each(names)('%s: accepts and ignores events of mails that are not ours', async (name) => {
    expect(await status(getHook(name))).toBe(200);
    expect(await fixture.sql('select 1 from provider_event where event_id = ?', [event.id])).toEqual([]);
  });

  it.each(names)('%s: answers 401 to a changed body, a wrong signature or none', async (name) => {
    const hook = getHook(name);
    expect(await status({ ...hook, body: hook.body.replace(/delivered/i, 'bounce') })).toBe(401);
    const signature = Object.keys(hook.headers).find((header) => /signature(-v3)?$/.test(header)) ?? '';
    const { [signature]: right = '', ...unsigned } = hook.headers;
    expect(await status({ ...hook, headers: unsigned })).toBe(401);
    const flipped = right.replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA'));
    expect(await status({ ...hook, headers: { ...unsigned, [signature]: flipped } })).toBe(401);
    expect(await status({ ...hook, headers: { ...unsigned, [signature]: '髙' } }).catch(() => 401)).toBe(401);
  });

  it.each([
    ['resend', () => signed.resend(event.id, { type: 'email.sent', data: {} }, Date.now() - 6 * 60_000)],
    ['resend', () => signed.resend(event.id, { type: 'email.sent', data: {} }, Date.now() + 6 * 60_000)],
    ['sendgrid', () => signed.sendgrid([], Date.now() - 27 * 60 * 60_000)],
    ['hubspot', () => signed.hubspot([], Date.now() - 6 * 60_000)],
    ['hubspot', () => signed.hubspot([], Date.now() + 6 * 60_000)],
  ] as const)('%s: answers 401 to what was signed too long ago, or will be', async (_name, make) => {
    expect(await status(make())).toBe(401);
  });

  it('the secret of one vendor does not open another vendor’s hook', async () => {
    for (const path of ['/hooks/sendgrid', '/hooks/hubspot']) {
      expect(await status({ ...getHook('resend'), path })).toBe(401);
    }
    expect(await status({ ...getHook('sendgrid'), path: '/hooks/resend' })).toBe(401);
  });
});

it('logs an error when the provider fails a mail it had accepted, since its case believes it was sent', async () => {
  const { id } = await fixture.send(messageTo('given-up@example.com', { provider: 'sendgrid' }));
  fixture.logs.length = 0;
  const event = eventBuilders.sendgrid(
    { messageId: id, sendId: '' },
    { id: randomUUID(), kind: 'sent', atMs: Date.now() },
  );
  const dropped = signed.sendgrid([{ ...event, event: 'dropped', reason: 'Invalid' }]);
  for (const time of [1, 2]) expect([time, (await post(dropped)).status]).toEqual([time, 200]);
  expect(await fixture.sql('select state from message where id = ?', [id])).toEqual([{ state: 'failed' }]);
  const logged = fixture.logs.map((line) => JSON.parse(line) as { level: number; messageId?: string });
  expect(logged.filter(({ level, messageId }) => level >= 50 && messageId === id)).toHaveLength(1);
});

it('an unparsable event does not cost the others of its post and is counted in the log', async () => {
  const { id } = await fixture.send(messageTo('among-others@example.com', { provider: 'sendgrid' }));
  fixture.logs.length = 0;
  const ours = eventBuilders.sendgrid(
    { messageId: id, sendId: '' },
    { id: randomUUID(), kind: 'delivered', atMs: Date.now() },
  );
  const theirs = [{ ...ours, sg_event_id: randomUUID(), message_id: 4025 }, 'odd'];
  const answer = await post(signed.sendgrid([theirs[0], ours, theirs[1]]));
  expect(answer.status).toBe(200);
  expect(await fixture.sql('select state from message where id = ?', [id])).toEqual([{ state: 'delivered' }]);
  expect(fixture.logs.join('')).toContain('"notUnderstood":2');
  const notJson = signed.sendgrid([]);
  expect((await post({ ...notJson, body: 'x' })).status).toBe(401);
});

it('takes HubSpot’s signature without a time only when a setting allows it', async () => {
  const post = async (url: string) => {
    const { path, body, headers } = signed.hubspotV1([]);
    return (await fetch(url + path, { method: 'POST', body, headers })).status;
  };
  expect(await post(fixture.hooksUrl())).toBe(200);
  await fixture.restartService({ MAIL_PUBLIC_URL: 'https://mail.goen.example' });
  expect(await post(fixture.hooksUrl())).toBe(401);
});
