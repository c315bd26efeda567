import sendgridWebhook from '@sendgrid/eventwebhook';
import { Resend } from 'resend';
import { describe, expect, it, vi } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import { signV1, signV3 } from './hubspot-webhook.ts';

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

type VendorEvent = { event?: string; type?: string; data?: Record<string, unknown> } & Record<string, unknown>;
const readEvents = ({ received }: WebhookReceiver): VendorEvent[] =>
  received.flatMap(({ body }) => [JSON.parse(body) as VendorEvent | VendorEvent[]].flat());
/** Far longer than any delivery takes: only a missing one times out. */
const patiently = { timeout: 45_000 };
const waitForEvents = (receiver: WebhookReceiver, count: number) =>
  vi.waitFor(() => expect(readEvents(receiver).length).toBeGreaterThanOrEqual(count), patiently);

describe('Resend', () => {
  it('sends signed events that its own client verifies', async () => {
    await using receiver = await startWebhookReceiver();
    await using sandbox = await startTestSandbox({
      webhooks: { resend: { url: receiver.url, secret } },
      autoDeliver: true,
    });
    const resend = new Resend('re_test', { baseUrl: sandbox.url });
    const sent = await resend.emails.send({ ...mail, headers: { 'X-A': 'b' } });
    await waitForEvents(receiver, 2);
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

  it('suppresses the address after a permanent bounce, not after a transient one', async () => {
    await using receiver = await startWebhookReceiver();
    await using sandbox = await startTestSandbox({ webhooks: { resend: { url: receiver.url, secret } } });
    const send = async () => ((await (await sandbox.call('POST', '/emails', mail)).json()) as { id: string }).id;
    const triggerEvent = (mailId: string, type: string, bounce?: string) =>
      sandbox.call('POST', '/sandbox/webhooks', { mailId, type, ...(bounce ? { bounce } : {}) });
    const first = await send();
    await triggerEvent(first, 'bounced', 'Transient');
    const second = await send();
    await triggerEvent(second, 'bounced');
    await waitForEvents(receiver, 4);
    // Several requests are in flight, so events arrive in any order.
    const findBounces = (mailId: string) =>
      readEvents(receiver).filter(({ type, data }) => type === 'email.bounced' && data?.email_id === mailId);
    expect(findBounces(first)).toMatchObject([{ data: { bounce: { type: 'Transient' } } }]);
    expect(findBounces(second)).toMatchObject([{ data: { bounce: { type: 'Permanent' } } }]);
    const third = await send();
    await waitForEvents(receiver, 5);
    expect(readEvents(receiver).at(-1)).toMatchObject({
      type: 'email.suppressed',
      data: { email_id: third, suppressed: { reason: 'previous_bounce' } },
    });
    expect(await (await sandbox.call('GET', '/suppressions?origin=bounce')).json()).toMatchObject({
      data: [{ email: 'taro@example.com', origin: 'bounce' }],
    });
  });

  it('retries a bounded number of times, with the same id', async () => {
    await using receiver = await startWebhookReceiver();
    const webhooks = { resend: { url: receiver.url, secret } };
    await using sandbox = await startTestSandbox({ webhooks, webhookRetryDelaysMs: [1, 1] });
    receiver.respondWith(503);
    const { id } = (await (await sandbox.call('POST', '/emails', mail)).json()) as { id: string };
    const listDeliveries = async () => (await sandbox.call('GET', `/sandbox/webhooks/${id}`)).json();
    await vi.waitFor(async () => expect(await listDeliveries()).toMatchObject([{ state: 'given_up' }]), patiently);
    const failedAttempt = { outcome: 'HTTP 503' };
    expect(await listDeliveries()).toMatchObject([
      { event: 'sent', attempts: [failedAttempt, failedAttempt, failedAttempt] },
    ]);
    expect(new Set(receiver.received.map(({ headers }) => headers['svix-id'])).size).toBe(1);
    receiver.respondWith(200);
    await sandbox.call('POST', '/sandbox/webhooks', { mailId: id, type: 'complained' });
    await vi.waitFor(async () => expect(await listDeliveries()).toMatchObject([{}, { state: 'taken' }]), patiently);
  });
});

describe('SendGrid', () => {
  it('sends events in arrays, with the custom args flat, signed with the published key', async () => {
    await using receiver = await startWebhookReceiver();
    await using sandbox = await startTestSandbox({ webhooks: { sendgrid: { url: receiver.url } } });
    const sent = await sandbox.call('POST', '/v3/mail/send', sendgridMail);
    const [stored] = await sandbox.inbox();
    for (const [type, bounce] of [
      ['delivered'],
      ['bounced', 'Transient'],
      ['bounced', 'Permanent'],
      ['complained'],
      ['failed'],
    ]) {
      await sandbox.call('POST', '/sandbox/webhooks', { mailId: stored?.id, type, ...(bounce ? { bounce } : {}) });
    }
    await waitForEvents(receiver, 6);
    const verifier = new sendgridWebhook.EventWebhook();
    const key = verifier.convertPublicKeyToECDSA(sandbox.sendgridPublicKey);
    for (const { body, headers } of receiver.received) {
      const signature = headers['x-twilio-email-event-webhook-signature'] ?? '';
      const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? '';
      expect(verifier.verifySignature(key, body, signature, timestamp)).toBe(true);
      expect(verifier.verifySignature(key, `${body} `, signature, timestamp)).toBe(false);
    }
    const events = readEvents(receiver);
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

  it('reports why a mail was dropped', async () => {
    await using receiver = await startWebhookReceiver();
    await using sandbox = await startTestSandbox({ webhooks: { sendgrid: { url: receiver.url } } });
    await sandbox.call('POST', '/v3/asm/suppressions/global', { recipient_emails: ['taro@example.com'] });
    await sandbox.call('POST', '/v3/mail/send', sendgridMail);
    await waitForEvents(receiver, 1);
    expect(readEvents(receiver)).toMatchObject([
      { event: 'dropped', reason: 'Unsubscribed Address', message_id: 'm-1' },
    ]);
  });

  it('keeps its key across restarts', async () => {
    await using sandbox = await startTestSandbox();
    const before = sandbox.sendgridPublicKey;
    await sandbox.restart();
    expect(sandbox.sendgridPublicKey).toBe(before);
  });
});

describe('HubSpot', () => {
  it('sends events with both signatures when both are configured', async () => {
    await using receiver = await startWebhookReceiver();
    const webhooks = { hubspot: { url: receiver.url, clientSecret: 'client-secret', withV1: true } };
    await using sandbox = await startTestSandbox({ webhooks, autoDeliver: true });
    await sandbox.call('POST', singleSend, hubspotMail);
    await waitForEvents(receiver, 2);
    for (const { body, headers } of receiver.received) {
      const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
      const v3 = signV3('client-secret', { method: 'POST', url: receiver.url, body, timestamp });
      expect(headers).toMatchObject({
        'x-hubspot-signature-v3': v3,
        'x-hubspot-signature': signV1('client-secret', body),
      });
    }
    const [stored] = await sandbox.inbox();
    const common = {
      recipient: 'taro@example.com',
      sendId: 'm-1',
      statusId: stored?.provider_id,
      emailCampaignId: 4025,
    };
    const byType = readEvents(receiver).toSorted((a, b) => String(b.type).localeCompare(String(a.type)));
    expect(byType).toMatchObject([
      { type: 'SENT', ...common },
      { type: 'DELIVERED', ...common },
    ]);
  });

  it('signs the example that HubSpot publishes to the published signature', () => {
    const body =
      '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
    expect(signV1('yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy', body)).toBe(
      '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
    );
  });
});

it('draws the same random events for the same seed', async () => {
  const collectStates = async (seed: number) => {
    await using receiver = await startWebhookReceiver();
    const randomEvents = { deliver: 0.4, bounce: 0.3, complain: 0.2, seed };
    await using sandbox = await startTestSandbox({ webhooks: { resend: { url: receiver.url, secret } }, randomEvents });
    const batch = Array.from({ length: 40 }, (_, n) => ({ ...mail, to: `p${n}@example.com` }));
    await sandbox.call('POST', '/emails/batch', batch);
    return await vi.waitFor(async () => {
      const states = (await sandbox.inbox()).map(({ last_event }) => last_event);
      expect(new Set(states)).toEqual(new Set(['sent', 'delivered', 'bounced', 'complained']));
      return states;
    }, patiently);
  };
  expect(await collectStates(3)).toEqual(await collectStates(3));
  expect(await collectStates(3)).not.toEqual(await collectStates(4));
});
