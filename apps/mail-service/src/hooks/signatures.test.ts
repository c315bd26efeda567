import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubspotSecret, type MailFixture, messageTo, resendSecret, startMailFixture } from '../testing/mail-fixture.ts';
import { createHookSigner, createSendgridKeys, type HookProvider, type SignedHook } from '../testing/signed-hooks.ts';

const hubspotUrl = 'https://mail.goen.example/hooks/hubspot';
const [oldKeys, newKeys] = [createSendgridKeys(), createSendgridKeys()];
const oldSecrets = { resend: resendSecret, sendgrid: oldKeys.privateKey, hubspot: hubspotSecret, hubspotUrl };
const newSecrets = {
  resend: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  sendgrid: newKeys.privateKey,
  hubspot: 'the-next-client-secret-of-the-tests',
  hubspotUrl,
};
const [old, next] = [createHookSigner(oldSecrets), createHookSigner(newSecrets)];
const configure = (resend: string, sendgrid: string, hubspot: string) => ({
  MAIL_PUBLIC_URL: 'https://mail.goen.example',
  RESEND_WEBHOOK_SECRET: resend,
  SENDGRID_WEBHOOK_PUBLIC_KEY: sendgrid,
  HUBSPOT_CLIENT_SECRET: hubspot,
});

let fixture: MailFixture;
let messageId = '';
beforeAll(async () => {
  fixture = await startMailFixture();
  await fixture.restartService(configure(resendSecret, oldKeys.publicKey, hubspotSecret));
  messageId = (await fixture.send(messageTo('signed@example.com', { provider: 'resend' }))).id;
});
afterAll(() => fixture.close());

type Signer = ReturnType<typeof createHookSigner>;
const providers = ['resend', 'sendgrid', 'hubspot'] as const;
const sign: Record<HookProvider, (signer: Signer, id: string) => SignedHook> = {
  resend: (signer, id) =>
    signer.resend(id, { type: 'email.delivered', created_at: new Date(), data: { tags: { message_id: messageId } } }),
  sendgrid: (signer, id) =>
    signer.sendgrid([
      { event: 'delivered', sg_event_id: id, message_id: messageId, timestamp: Math.floor(Date.now() / 1000) },
    ]),
  hubspot: (signer, id) => signer.hubspot([{ type: 'DELIVERED', id, sendId: randomUUID(), created: Date.now() }]),
};
const post = async ({ path, body, headers }: SignedHook): Promise<number> =>
  (await fetch(fixture.hooksUrl() + path, { method: 'POST', body, headers })).status;
const countEvents = async (): Promise<number> => (await fixture.sql('select 1 from provider_event')).length;

const names = {
  resend: ['svix-signature', 'svix-timestamp'],
  sendgrid: ['x-twilio-email-event-webhook-signature', 'x-twilio-email-event-webhook-timestamp'],
  hubspot: ['x-hubspot-signature-v3', 'x-hubspot-request-timestamp'],
} as const;
const change = (hook: SignedHook, name: string, edit: (value: string) => string): SignedHook => ({
  ...hook,
  headers: { ...hook.headers, [name]: edit(hook.headers[name] ?? '') },
});

describe.each(providers)('%s', (provider) => {
  const [signature, timestamp] = names[provider];
  const hook = () => sign[provider](old, randomUUID());
  /** Well within what is tolerated: the time is signed, too. */
  const earlier = (value: string) => String(Number(value) - (provider === 'hubspot' ? 1_000 : 1));

  it.each<[string, () => SignedHook]>([
    ['the same JSON in other bytes', () => ({ ...hook(), body: JSON.stringify(JSON.parse(hook().body), null, 1) })],
    ['a blank more', () => ({ ...hook(), body: `${hook().body} ` })],
    ['a signature without its end', () => change(hook(), signature, (value) => value.slice(0, -8))],
    ['a signature in capitals', () => change(hook(), signature, (value) => value.toUpperCase())],
    ['half a signature', () => change(hook(), signature, (value) => value.slice(0, value.length / 2))],
    ['the signature of another post', () => change(hook(), signature, () => hook().headers[signature] ?? '')],
    ['another time', () => change(hook(), timestamp, earlier)],
    ['no time', () => change(hook(), timestamp, () => '')],
  ])('refuses %s, and stores nothing', async (_name, make) => {
    const before = await countEvents();
    expect(await post(make())).toBe(401);
    expect(await countEvents()).toBe(before);
  });

  it('counts a post once that is replayed', async () => {
    const replayed = hook();
    expect([await post(replayed)]).toEqual([200]);
    const once = await countEvents();
    expect([await post(replayed), await post(replayed)]).toEqual([200, 200]);
    expect(await countEvents()).toBe(once);
  });
});

it('takes the old and the new secret while both are configured, and then the new one alone', async () => {
  const statuses = () =>
    Promise.all(
      providers.flatMap((provider) => [old, next].map((signer) => post(sign[provider](signer, randomUUID())))),
    );
  expect(await statuses()).toEqual([200, 401, 200, 401, 200, 401]);
  await fixture.restartService(
    configure(
      `${newSecrets.resend},${resendSecret}`,
      `${newKeys.publicKey}, ${oldKeys.publicKey}`,
      `${newSecrets.hubspot},${hubspotSecret}`,
    ),
  );
  expect(await statuses()).toEqual([200, 200, 200, 200, 200, 200]);
  await fixture.restartService(configure(newSecrets.resend, newKeys.publicKey, newSecrets.hubspot));
  expect(await statuses()).toEqual([401, 200, 401, 200, 401, 200]);
});
