import { randomUUID } from 'node:crypto';
import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubspotSecret, type MailFixture, messageTo, resendSecret, startMailFixture } from '../testing/mail-fixture.ts';
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
  });
});
afterAll(() => fixture.close());

const post = ({ path, body, headers }: SignedHook) => fetch(fixture.url() + path, { method: 'POST', body, headers });

type Happening = 'sent' | 'delivered' | 'bounced' | 'passing bounce' | 'complained';
type Event = { id: string; what: Happening; atMs: number };
type Target = { messageId: string; sendId: string };

/** An event in the vendor's own words. */
const inWordsOf: Record<HookProvider, (target: Target, event: Event) => object> = {
  resend({ messageId }, { what, atMs }) {
    const type = what === 'passing bounce' ? 'email.bounced' : `email.${what}`;
    const bounce = { bounced: { type: 'Permanent' }, 'passing bounce': { type: 'Transient' } }[what as 'bounced'];
    const data = { email_id: `re-${messageId}`, tags: { message_id: messageId }, ...(bounce ? { bounce } : {}) };
    return { type, created_at: new Date(atMs).toISOString(), data };
  },
  sendgrid({ messageId }, { id, what, atMs }) {
    const words = {
      sent: { event: 'processed' },
      delivered: { event: 'delivered' },
      bounced: { event: 'bounce', type: 'bounce' },
      'passing bounce': { event: 'bounce', type: 'blocked' },
      complained: { event: 'spamreport' },
    }[what];
    const timestamp = Math.floor(atMs / 1000);
    return { ...words, sg_event_id: id, sg_message_id: 'sg', message_id: messageId, timestamp };
  },
  hubspot({ sendId }, { id, what, atMs }) {
    const words = {
      sent: { type: 'SENT' },
      delivered: { type: 'DELIVERED' },
      bounced: { type: 'BOUNCE', status: '5.1.1' },
      'passing bounce': { type: 'BOUNCE', status: '4.2.2' },
      complained: { type: 'SPAMREPORT' },
    }[what];
    return { ...words, id, sendId, statusId: 'hs', created: atMs };
  },
};

type Told = { target: Target; event: Event };
/** What the vendors post: Resend an event a request, the others arrays. Each attempt is signed anew. */
const hookOf: Record<HookProvider, (told: readonly Told[]) => SignedHook> = {
  resend: ([told]) => signed.resend(told?.event.id ?? '', told ? inWordsOf.resend(told.target, told.event) : {}),
  sendgrid: (told) => signed.sendgrid(told.map(({ target, event }) => inWordsOf.sendgrid(target, event))),
  hubspot: (told) => signed.hubspot(told.map(({ target, event }) => inWordsOf.hubspot(target, event))),
};
const atOnce = { resend: 1, sendgrid: 40, hubspot: 40 };

const lives: readonly { happens: Happening[]; state: string; notices: string[] }[] = [
  { happens: ['sent', 'delivered'], state: 'delivered', notices: [] },
  { happens: ['sent', 'passing bounce', 'delivered'], state: 'delivered', notices: [] },
  { happens: ['sent', 'passing bounce'], state: 'sent', notices: [] },
  { happens: ['sent', 'bounced'], state: 'bounced', notices: ['bounced'] },
  { happens: ['sent', 'delivered', 'complained'], state: 'complained', notices: ['complained'] },
  { happens: ['sent', 'delivered', 'bounced', 'complained'], state: 'complained', notices: ['bounced', 'complained'] },
];

describe('events that come fifty times, in any order, some a day late, many at once', () => {
  it('leave one state of each mail, one notice a kind, and the right suppressions', async () => {
    // Resend posts each event by itself: fewer of its mails.
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
      const life = lives[Math.floor(nth / 7) % lives.length];
      if (!row || !life) throw new Error('A mail has no row.');
      return { request, life, id: row.id, sendId: row.batch_id };
    });

    const events = mails.flatMap(({ request, life, id, sendId }) =>
      life.happens.map((what, nth) => ({
        provider: request.provider as HookProvider,
        target: { messageId: id, sendId },
        event: { id: randomUUID(), what, atMs: Date.now() - (nth % 2 === 0 ? dayMs : 0) + nth },
      })),
    );
    const fiftyTimes = events.flatMap((one) => Array.from({ length: 50 }, () => one));
    const posts = (['resend', 'sendgrid', 'hubspot'] as const).flatMap((provider) => {
      const told = seededShuffle(
        fiftyTimes.filter((one) => one.provider === provider),
        seed,
      );
      return chunks(told, atOnce[provider]).map((some) => () => post(hookOf[provider](some)));
    });
    const statuses = new Map<number, number>();
    const rest = seededShuffle(posts, seed).values();
    const lane = async () => {
      for (const send of rest) {
        const { status } = await send();
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 24 }, lane));
    const faults = fixture.logs.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
    expect({ faults, ...Object.fromEntries(statuses) }).toEqual({ faults: [], 200: posts.length });

    const [found, notices, suppressed] = await Promise.all([
      fixture.sql<{ id: string; state: string }>('select id, state from message'),
      fixture.sql<{ message_id: string; kind: string }>('select message_id, kind from case_notice order by kind'),
      fixture.sql<{ person_hash: string; scope: string; reason: string }>('select * from suppression'),
    ]);
    for (const { request, life, id } of mails) {
      const state = found.find((row) => row.id === id)?.state;
      expect({ happens: life.happens, state }).toEqual({ happens: life.happens, state: life.state });
      expect(notices.filter((row) => row.message_id === id).map(({ kind }) => kind)).toEqual(life.notices);
      const hash = personHash(request.to.email, fixture.env.PERSON_HASH_KEY ?? '');
      const entries = suppressed.filter((row) => row.person_hash === hash);
      expect(entries.map(({ scope }) => scope)).toEqual(life.notices.length > 0 ? ['all'] : []);
      for (const { reason } of entries) expect(life.notices).toContain(reason);
    }
    const kept = await fixture.sql(
      'select 1 from provider_event e join message m on m.id = e.message_id where m.id = any(?::uuid[])',
      [`{${mails.map(({ id }) => id).join(',')}}`],
    );
    expect(kept).toHaveLength(events.length);
  }, 600_000);
});

it('two posts that tell of one mail and of one event each wait for the other in no circle', async () => {
  const request = messageTo('circle@example.com', { provider: 'sendgrid' });
  await sendUntilSettled(fixture, [fixture.url()], [request], 1);
  const [row] = await fixture.sql<{ id: string }>('select id from message where key = ?', [request.key]);
  const target = { messageId: row?.id ?? '', sendId: '' };
  const event = (id: string, what: Happening) => ({ target, event: { id, what, atMs: Date.now() } });
  const [first, second] = [event(`a-${randomUUID()}`, 'delivered'), event(`b-${randomUUID()}`, 'complained')];
  const posts = await fixture.whileLocked(target.messageId, async (waiting) => {
    const both = post(hookOf.sendgrid([first, second]));
    await waiting(1);
    const one = post(hookOf.sendgrid([second]));
    await waiting(2);
    return [both, one];
  });
  expect((await Promise.all(posts)).map(({ status }) => status)).toEqual([200, 200]);
  expect(await fixture.sql('select state from message where id = ?', [target.messageId])).toEqual([
    { state: 'complained' },
  ]);
});

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, nth) => items.slice(nth * size, (nth + 1) * size));

describe('what is not the vendor’s', () => {
  const target = { messageId: randomUUID(), sendId: randomUUID() };
  const event: Event = { id: randomUUID(), what: 'delivered', atMs: Date.now() };
  const hooks = (): Record<string, SignedHook> => ({
    resend: hookOf.resend([{ target, event }]),
    sendgrid: hookOf.sendgrid([{ target, event }]),
    'hubspot v3': hookOf.hubspot([{ target, event }]),
    'hubspot v1': signed.hubspotV1([inWordsOf.hubspot(target, event)]),
  });
  const names = ['resend', 'sendgrid', 'hubspot v3', 'hubspot v1'] as const;
  const named = (name: string): SignedHook => hooks()[name] as SignedHook;
  const status = async (hook: SignedHook) => (await post(hook)).status;

  it.each(names)('%s: a mail that is not ours is taken and passed over', async (name) => {
    expect(await status(named(name))).toBe(200);
    expect(await fixture.sql('select 1 from provider_event where event_id = ?', [event.id])).toEqual([]);
  });

  it.each(names)('%s: a changed body, another signature or none is answered 401', async (name) => {
    const hook = named(name);
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
  ] as const)('%s: what was signed too long ago is answered 401', async (_name, make) => {
    expect(await status(make())).toBe(401);
  });

  it('the secret of one vendor opens no other’s hook', async () => {
    for (const path of ['/hooks/sendgrid', '/hooks/hubspot']) {
      expect(await status({ ...named('resend'), path })).toBe(401);
    }
    expect(await status({ ...named('sendgrid'), path: '/hooks/resend' })).toBe(401);
  });
});

it('a mail that the provider took and then gave up is told to a person: its case holds it for sent', async () => {
  const { id } = await fixture.send(messageTo('given-up@example.com', { provider: 'sendgrid' }));
  fixture.logs.length = 0;
  const event = inWordsOf.sendgrid({ messageId: id, sendId: '' }, { id: randomUUID(), what: 'sent', atMs: Date.now() });
  const dropped = signed.sendgrid([{ ...event, event: 'dropped', reason: 'Invalid' }]);
  for (const time of [1, 2]) expect([time, (await post(dropped)).status]).toEqual([time, 200]);
  expect(await fixture.sql('select state from message where id = ?', [id])).toEqual([{ state: 'failed' }]);
  const told = fixture.logs.map((line) => JSON.parse(line) as { level: number; messageId?: string });
  expect(told.filter(({ level, messageId }) => level >= 50 && messageId === id)).toHaveLength(1);
});

it('an event that is not understood costs no other of its post, and the log counts it', async () => {
  const { id } = await fixture.send(messageTo('among-others@example.com', { provider: 'sendgrid' }));
  fixture.logs.length = 0;
  const ours = inWordsOf.sendgrid(
    { messageId: id, sendId: '' },
    { id: randomUUID(), what: 'delivered', atMs: Date.now() },
  );
  const theirs = [{ ...ours, sg_event_id: randomUUID(), message_id: 4025 }, 'odd'];
  const answer = await post(signed.sendgrid([theirs[0], ours, theirs[1]]));
  expect(answer.status).toBe(200);
  expect(await fixture.sql('select state from message where id = ?', [id])).toEqual([{ state: 'delivered' }]);
  expect(fixture.logs.join('')).toContain('"notUnderstood":2');
  const noJson = signed.sendgrid([]);
  expect((await post({ ...noJson, body: 'x' })).status).toBe(401);
});
