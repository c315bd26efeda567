import { randomUUID } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';
import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iso, type Mail, resendBounce, seconds } from '../testing/event-spellings.ts';
import { incompleteReports, softReports } from '../testing/incomplete-events.ts';
import { hubspotSecret, type MailFixture, messageTo, resendSecret, startMailFixture } from '../testing/mail-fixture.ts';
import { oddEvents, sendgridBounce } from '../testing/odd-events.ts';
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
  const answer = await fetch(fixture.hooksUrl() + path, { method: 'POST', body, headers });
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

describe('an event without our id, or with nulls', () => {
  it.each(incompleteReports)('%s of %s is recorded as %s', async (_what, provider, state, build) => {
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

  it.each(softReports)('%s of %s changes nothing', async (_what, provider, build) => {
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
  it.each(oddEvents)('%s is counted without personal data, and its neighbours are recorded', async (_what, event) => {
    const [first, second] = [await sendMail('sendgrid'), await sendMail('sendgrid')];
    fixture.logs.length = 0;
    const report = (mail: Mail) => sendgridBounce({ email: mail.email, message_id: mail.id });
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
    const event = sendgridBounce({ email: mail.email, sg_event_id: 'x'.repeat(10_000) });
    for (const time of [1, 2]) {
      expect([time, await post(signed.sendgrid([event]))]).toEqual([time, { understood: 1, not_understood: 0 }]);
    }
    expect(await stateOf(mail.id)).toBe('bounced');
  });
});
