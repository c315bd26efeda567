import { createHmac } from 'node:crypto';
import { Signature } from '@hubspot/api-client';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { hookReceiver, type ReceivedHook } from '../testing/hook-receiver.ts';
import { testSandbox, told } from '../testing/test-sandbox.ts';
import { madeUpCandidates } from '../testing-data/made-up-candidates.ts';
import { greenhouseHook } from './greenhouse-hook.ts';
import { hubspotHook } from './hubspot-hook.ts';
import { postHook, type SignedHook } from './signed-hook.ts';
import { standardHook } from './standard-hook.ts';
import { zohoHook } from './zoho-hook.ts';

const [candidate] = madeUpCandidates(1, 1, '2026-11-20');
if (candidate === undefined) throw new Error('There is no candidate.');

/** What the receiver got of a hook that was made for its URL. */
async function received(make: (url: string) => SignedHook): Promise<{ url: string; hook: ReceivedHook }> {
  await using receiver = await hookReceiver();
  expect(await postHook(make(receiver.url))).toEqual({ status: 200, body: 'ok' });
  const [hook] = receiver.received;
  if (hook === undefined) throw new Error('Nothing came.');
  return { url: receiver.url, hook };
}

it.each([
  ['reject_candidate', candidate.greenhouse.reject],
  ['unreject_candidate', candidate.greenhouse.unreject],
  ['ping', { action: 'ping', payload: { name: 'Goen', url: 'https://example.jp' } }],
] as const)('Greenhouse signs the raw body of %s, in which letters are escaped', async (action, event) => {
  const { hook } = await received((url) => greenhouseHook({ url, secret: 'key' }, event));
  const digest = createHmac('sha256', 'key').update(hook.body).digest('hex');
  expect(hook.headers.signature).toBe(`sha256 ${digest}`);
  expect(hook.headers['greenhouse-event-id']).toMatch(/^[\w-]+$/);
  expect(hook.body).toMatch(/^[ -~]*$/);
  expect(JSON.parse(hook.body)).toEqual({ ...event, action });
});

it('Greenhouse gives each delivery an id of its own, unless it is told', () => {
  const to = { url: 'https://example.jp', secret: 'key' };
  const idOf = (hook: SignedHook) => hook.headers['greenhouse-event-id'];
  const { reject } = candidate.greenhouse;
  expect(idOf(greenhouseHook(to, reject))).not.toBe(idOf(greenhouseHook(to, reject)));
  expect(idOf(greenhouseHook(to, reject, 'event-1'))).toBe('event-1');
});

it('Zoho posts the fields under the names of the company, with the secret beside them, as a form or as JSON', async () => {
  const custom = { secret: 'long-secret' };
  const { webhookFields } = candidate.zoho;
  const form = await received((url) => zohoHook({ url, custom }, webhookFields));
  expect(form.hook.headers['content-type']).toContain('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(form.hook.body))).toEqual({ ...webhookFields, ...custom });
  const json = await received((url) => zohoHook({ url, as: 'json', custom }, webhookFields));
  expect(JSON.parse(json.hook.body)).toEqual({ ...webhookFields, ...custom });
  expect(() => zohoHook({ url: 'https://example.jp', custom }, { ...webhookFields, eleventh: '11' })).toThrow(
    RangeError,
  );
});

it('Standard Webhooks can be verified by their library, and by no other secret', async () => {
  const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
  const { hook } = await received((url) => standardHook({ url, secret }, candidate.report, 'msg_1'));
  expect(new Webhook(secret).verify(hook.body, hook.headers)).toEqual(candidate.report);
  expect(hook.headers['webhook-id']).toBe('msg_1');
  const other = `whsec_${Buffer.from('another of thirty-two characters').toString('base64')}`;
  expect(() => new Webhook(other).verify(hook.body, hook.headers)).toThrow('signature');
});

it("HubSpot's signature over method, URI, body and time is what its SDK expects", async () => {
  const event = {
    eventId: 1,
    objectId: 801_000_001,
    propertyName: 'hs_email_optout',
    propertyValue: 'true',
    occurredAt: Date.parse('2026-11-20T00:00:00Z'),
  };
  const { url, hook } = await received((to) => hubspotHook({ url: to, clientSecret: 'client-secret' }, [event]));
  const signed = {
    signatureVersion: 'v3',
    signature: hook.headers['x-hubspot-signature-v3'] ?? '',
    timestamp: Number(hook.headers['x-hubspot-request-timestamp']),
    method: hook.method,
    url,
    requestBody: hook.body,
  };
  expect(Signature.isValid({ ...signed, clientSecret: 'client-secret' })).toBe(true);
  expect(Signature.isValid({ ...signed, clientSecret: 'other' })).toBe(false);
  expect(JSON.parse(hook.body)).toMatchObject([
    { ...event, subscriptionType: 'contact.propertyChange', attemptNumber: 0 },
  ]);
  const many = Array.from({ length: 101 }, () => event);
  expect(() => hubspotHook({ url, clientSecret: 's' }, many)).toThrow(RangeError);
});

it.each([
  ['greenhouse', {}, 'signature'],
  ['greenhouse', { unreject: true }, 'greenhouse-event-id'],
  ['zoho', {}, 'content-type'],
  ['standard', {}, 'webhook-signature'],
])('the sandbox posts hooks of %s when it is asked, %o', async (vendor, more, header) => {
  await using receiver = await hookReceiver();
  await using sandbox = await testSandbox();
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const asked = { vendor, url: receiver.url, secret, count: 3, seed: 5, lastDay: '2026-11-20', ...more };
  const [status, answers] = await told(sandbox.call('POST', '/sandbox/hooks', asked));
  const emails = madeUpCandidates(3, 5, '2026-11-20').map(({ person }) => person.email);
  expect([status, answers]).toEqual([200, emails.map((email) => ({ email, status: 200, body: 'ok' }))]);
  expect(receiver.received.map(({ headers }) => headers[header] !== undefined)).toEqual([true, true, true]);
  expect((await sandbox.call('POST', '/sandbox/hooks', { ...asked, vendor: 'herp' })).status).toBe(422);
});
