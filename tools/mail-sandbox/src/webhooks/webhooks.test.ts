import sendgridWebhook from '@sendgrid/eventwebhook';
import { Resend } from 'resend';
import { describe, expect, it, vi } from 'vitest';
import { testSandbox } from '../testing/test-sandbox.ts';
import { type WebhookReceiver, webhookReceiver } from '../testing/webhook-receiver.ts';
import { signatureV1, signatureV3 } from './hubspot-webhook.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const tags = [{ name: 'message_id', value: 'm-1' }];
const mail = { from: 'a <jobs@midori.example>', to: 'taro@example.com', subject: 's', text: 't', tags };
const sendgridMail = {
  personalizations: [{ to: [{ email: 'taro@example.com' }], custom_args: { message_id: 'm-1' } }],
  from: { email: 'jobs@midori.example' },
  subject: 's',
  content: [{ type: 'text/plain', value: 't' }],
};
const hubspotMail = {
  emailId: 4025,
  message: { to: 'taro@example.com', sendId: 'm-1' },
  customProperties: { subject: 's', text: 't' },
};
const singleSend = '/marketing/v3/transactional/single-email/send';

type Told = { event?: string; type?: string; data?: Record<string, unknown> } & Record<string, unknown>;
const told = ({ received }: WebhookReceiver): Told[] =>
  received.flatMap(({ body }) => [JSON.parse(body) as Told | Told[]].flat());
/** Far longer than it takes anywhere: only what never comes fails. */
const patient = { timeout: 45_000 };
const untilTold = (receiver: WebhookReceiver, count: number) =>
  vi.waitFor(() => expect(told(receiver).length).toBeGreaterThanOrEqual(count), patient);

describe('Resend', () => {
  it('tells signed events that its own client verifies', async () => {
    await using receiver = await webhookReceiver();
    await using sandbox = await testSandbox({ webhooks: { resend: { url: receiver.url, secret } }, autoDeliver: true });
    const resend = new Resend('re_test', { baseUrl: sandbox.url });
    const sent = await resend.emails.send({ ...mail, headers: { 'X-A': 'b' } });
    await untilTold(receiver, 2);
    const verified = receiver.received.map(({ body, headers }) => {
      const signed = {
        id: headers['svix-id'] ?? '',
        timestamp: headers['svix-timestamp'] ?? '',
        signature: headers['svix-signature'] ?? '',
      };
      return resend.webhooks.verify({ payload: body, headers: signed, webhookSecret: secret });
    });
    expect(new Set(verified.map(({ type }) => type))).toEqual(new Set(['email.sent', 'email.delivered']));
    const data = {
      email_id: sent.data?.id,
      to: ['taro@example.com'],
      tags: { message_id: 'm-1' },
      headers: [{ name: 'X-A', value: 'b' }],
    };
    for (const event of verified) expect(event).toMatchObject({ data });
    expect((await resend.emails.get(sent.data?.id ?? '')).data?.last_event).toBe('delivered');
  });

  it('suppresses after a permanent bounce, not after a transient one', async () => {
    await using receiver = await webhookReceiver();
    await using sandbox = await testSandbox({ webhooks: { resend: { url: receiver.url, secret } } });
    const send = async () => ((await (await sandbox.call('POST', '/emails', mail)).json()) as { id: string }).id;
    const befall = (mailId: string, type: string, bounce?: string) =>
      sandbox.call('POST', '/sandbox/webhooks', { mailId, type, ...(bounce ? { bounce } : {}) });
    const first = await send();
    await befall(first, 'bounced', 'Transient');
    const second = await send();
    await befall(second, 'bounced');
    await untilTold(receiver, 4);
    // Several requests are under way at once: events come in any order.
    const bounceOf = (mailId: string) =>
      told(receiver).filter(({ type, data }) => type === 'email.bounced' && data?.email_id === mailId);
    expect(bounceOf(first)).toMatchObject([{ data: { bounce: { type: 'Transient' } } }]);
    expect(bounceOf(second)).toMatchObject([{ data: { bounce: { type: 'Permanent' } } }]);
    const third = await send();
    await untilTold(receiver, 5);
    expect(told(receiver).at(-1)).toMatchObject({
      type: 'email.suppressed',
      data: { email_id: third, suppressed: { reason: 'previous_bounce' } },
    });
    expect(await (await sandbox.call('GET', '/suppressions?origin=bounce')).json()).toMatchObject({
      data: [{ email: 'taro@example.com', origin: 'bounce' }],
    });
  });

  it('tries a bounded number of times, under the same id', async () => {
    await using receiver = await webhookReceiver();
    const webhooks = { resend: { url: receiver.url, secret } };
    await using sandbox = await testSandbox({ webhooks, webhookRetryDelaysMs: [1, 1] });
    receiver.answer(503);
    const { id } = (await (await sandbox.call('POST', '/emails', mail)).json()) as { id: string };
    const notices = async () => (await sandbox.call('GET', `/sandbox/webhooks/${id}`)).json();
    await vi.waitFor(async () => expect(await notices()).toMatchObject([{ state: 'given_up' }]), patient);
    const failed = { outcome: 'HTTP 503' };
    expect(await notices()).toMatchObject([{ event: 'sent', attempts: [failed, failed, failed] }]);
    expect(new Set(receiver.received.map(({ headers }) => headers['svix-id'])).size).toBe(1);
    receiver.answer(200);
    await sandbox.call('POST', '/sandbox/webhooks', { mailId: id, type: 'complained' });
    await vi.waitFor(async () => expect(await notices()).toMatchObject([{}, { state: 'taken' }]), patient);
  });
});

describe('SendGrid', () => {
  it('tells events in arrays, with the custom args flat, signed with the key it shows', async () => {
    await using receiver = await webhookReceiver();
    await using sandbox = await testSandbox({ webhooks: { sendgrid: { url: receiver.url } } });
    const sent = await sandbox.call('POST', '/v3/mail/send', sendgridMail);
    const [kept] = await sandbox.inbox();
    for (const [type, bounce] of [
      ['delivered'],
      ['bounced', 'Transient'],
      ['bounced', 'Permanent'],
      ['complained'],
      ['failed'],
    ]) {
      await sandbox.call('POST', '/sandbox/webhooks', { mailId: kept?.id, type, ...(bounce ? { bounce } : {}) });
    }
    await untilTold(receiver, 6);
    const verifier = new sendgridWebhook.EventWebhook();
    const key = verifier.convertPublicKeyToECDSA(sandbox.sendgridPublicKey);
    for (const { body, headers } of receiver.received) {
      const signature = headers['x-twilio-email-event-webhook-signature'] ?? '';
      const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? '';
      expect(verifier.verifySignature(key, body, signature, timestamp)).toBe(true);
      expect(verifier.verifySignature(key, `${body} `, signature, timestamp)).toBe(false);
    }
    const events = told(receiver);
    expect(
      events.map(({ event, type }) => [event, type].filter(Boolean).join(' ')).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['bounce blocked', 'bounce bounce', 'delivered', 'dropped', 'processed', 'spamreport']);
    for (const event of events) expect(event).toMatchObject({ message_id: 'm-1', email: 'taro@example.com' });
    expect(new Set(events.map(({ sg_event_id: id }) => id)).size).toBe(6);
    expect(String(events[0]?.sg_message_id).startsWith(sent.headers.get('x-message-id') ?? 'none')).toBe(true);
    expect(await (await sandbox.call('GET', '/sandbox/keys')).json()).toEqual({
      sendgrid: { publicKey: sandbox.sendgridPublicKey },
    });
  });

  it('says why a mail was dropped', async () => {
    await using receiver = await webhookReceiver();
    await using sandbox = await testSandbox({ webhooks: { sendgrid: { url: receiver.url } } });
    await sandbox.call('POST', '/v3/asm/suppressions/global', { recipient_emails: ['taro@example.com'] });
    await sandbox.call('POST', '/v3/mail/send', sendgridMail);
    await untilTold(receiver, 1);
    expect(told(receiver)).toMatchObject([{ event: 'dropped', reason: 'Unsubscribed Address', message_id: 'm-1' }]);
  });

  it('keeps its key', async () => {
    await using sandbox = await testSandbox();
    const before = sandbox.sendgridPublicKey;
    await sandbox.restart();
    expect(sandbox.sendgridPublicKey).toBe(before);
  });
});

describe('HubSpot', () => {
  it('tells events with both signatures when asked for both', async () => {
    await using receiver = await webhookReceiver();
    const webhooks = { hubspot: { url: receiver.url, clientSecret: 'client-secret', withV1: true } };
    await using sandbox = await testSandbox({ webhooks, autoDeliver: true });
    await sandbox.call('POST', singleSend, hubspotMail);
    await untilTold(receiver, 2);
    for (const { body, headers } of receiver.received) {
      const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
      const v3 = signatureV3('client-secret', { method: 'POST', url: receiver.url, body, timestamp });
      expect(headers).toMatchObject({
        'x-hubspot-signature-v3': v3,
        'x-hubspot-signature': signatureV1('client-secret', body),
      });
    }
    const [kept] = await sandbox.inbox();
    const common = { recipient: 'taro@example.com', sendId: 'm-1', statusId: kept?.provider_id, emailCampaignId: 4025 };
    const byType = told(receiver).toSorted((a, b) => String(b.type).localeCompare(String(a.type)));
    expect(byType).toMatchObject([
      { type: 'SENT', ...common },
      { type: 'DELIVERED', ...common },
    ]);
  });

  it('signs as in the example that HubSpot publishes', () => {
    const body =
      '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
    expect(signatureV1('yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy', body)).toBe(
      '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
    );
  });
});

it('lets fate be drawn from a seed', async () => {
  const fates = async (seed: number) => {
    await using receiver = await webhookReceiver();
    const randomEvents = { deliver: 0.4, bounce: 0.3, complain: 0.2, seed };
    await using sandbox = await testSandbox({ webhooks: { resend: { url: receiver.url, secret } }, randomEvents });
    const batch = Array.from({ length: 40 }, (_, n) => ({ ...mail, to: `p${n}@example.com` }));
    await sandbox.call('POST', '/emails/batch', batch);
    return await vi.waitFor(async () => {
      const events = (await sandbox.inbox()).map((one) => one.last_event);
      expect(new Set(events)).toEqual(new Set(['sent', 'delivered', 'bounced', 'complained']));
      return events;
    }, patient);
  };
  expect(await fates(3)).toEqual(await fates(3));
  expect(await fates(3)).not.toEqual(await fates(4));
});
