import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { generateCandidates } from '../sample-data/generate-candidates.ts';
import { type ReceivedHook, startHookReceiver } from '../testing/hook-receiver.ts';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';
import { greenhouseHook } from './greenhouse-hook.ts';
import { postHook, type SignedHook } from './signed-hook.ts';
import { standardHook, toStandardMessage } from './standard-hook.ts';
import { zohoHook } from './zoho-hook.ts';

const [candidate] = generateCandidates(1, 1, '2026-11-20');
if (candidate === undefined) throw new Error('no candidate');

/** Posts a hook to a receiver and returns what arrived there. */
async function sendAndReceive(create: (url: string) => SignedHook): Promise<{ url: string; hook: ReceivedHook }> {
  await using receiver = await startHookReceiver();
  expect(await postHook(create(receiver.url))).toEqual({ status: 200, body: 'ok' });
  const [hook] = receiver.received;
  if (hook === undefined) throw new Error('nothing received');
  return { url: receiver.url, hook };
}

it.each([
  ['reject_candidate', candidate.greenhouse.reject],
  ['unreject_candidate', candidate.greenhouse.unreject],
  ['ping', { action: 'ping', payload: { name: 'Goen', url: 'https://example.jp' } }],
] as const)('Greenhouse signs the raw, escaped body of %s', async (action, event) => {
  const { hook } = await sendAndReceive((url) => greenhouseHook({ url, secret: 'key' }, event));
  const digest = createHmac('sha256', 'key').update(hook.body).digest('hex');
  expect(hook.headers.signature).toBe(`sha256 ${digest}`);
  expect(hook.headers['greenhouse-event-id']).toMatch(/^[\w-]+$/);
  expect(hook.body).toMatch(/^[ -~]*$/);
  expect(JSON.parse(hook.body)).toEqual({ ...event, action });
});

it('Greenhouse gives each delivery its own id, unless one is given', () => {
  const endpoint = { url: 'https://example.jp', secret: 'key' };
  const readEventId = (hook: SignedHook) => hook.headers['greenhouse-event-id'];
  const { reject } = candidate.greenhouse;
  expect(readEventId(greenhouseHook(endpoint, reject))).not.toBe(readEventId(greenhouseHook(endpoint, reject)));
  expect(readEventId(greenhouseHook(endpoint, reject, 'event-1'))).toBe('event-1');
});

it('Zoho posts the fields under company-chosen names plus the secret, as a form or as JSON', async () => {
  const custom = { secret: 'long-secret' };
  const { webhookFields } = candidate.zoho;
  const form = await sendAndReceive((url) => zohoHook({ url, custom }, webhookFields));
  expect(form.hook.headers['content-type']).toContain('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(form.hook.body))).toEqual({ ...webhookFields, ...custom });
  const json = await sendAndReceive((url) => zohoHook({ url, as: 'json', custom }, webhookFields));
  expect(JSON.parse(json.hook.body)).toEqual({ ...webhookFields, ...custom });
  expect(() => zohoHook({ url: 'https://example.jp', custom }, { ...webhookFields, eleventh: '11' })).toThrow(
    RangeError,
  );
});

it.each(['webhook', 'svix'] as const)(
  'Standard Webhooks with headers of %s are verified by their library, and only with the right secret',
  async (as) => {
    const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
    const message = toStandardMessage(candidate);
    const { hook } = await sendAndReceive((url) => standardHook({ url, secret, as }, message, 'msg_1'));
    const names = ['id', 'timestamp', 'signature'];
    const headers = Object.fromEntries(names.map((name) => [`webhook-${name}`, hook.headers[`${as}-${name}`] ?? '']));
    expect(new Webhook(secret).verify(hook.body, headers)).toEqual(message);
    expect(headers['webhook-id']).toBe('msg_1');
    const other = `whsec_${Buffer.from('another of thirty-two characters').toString('base64')}`;
    expect(() => new Webhook(other).verify(hook.body, headers)).toThrow('signature');
  },
);

it.each([
  [false, 'application.rejected'],
  [true, 'application.unrejected'],
])('the sandbox posts the documented message of Standard Webhooks, unreject: %s', async (unreject, type) => {
  await using receiver = await startHookReceiver();
  await using sandbox = await startTestSandbox();
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  await sandbox.call('POST', '/sandbox/hooks', { vendor: 'standard', url: receiver.url, secret, unreject });
  const message = JSON.parse(receiver.received[0]?.body ?? '') as { type: string; timestamp: string; data: object };
  expect(message).toMatchObject({ type, data: { application: { remote_id: expect.any(String) as string } } });
  expect(Date.parse(message.timestamp)).toBeGreaterThan(0);
  expect(message.data).not.toHaveProperty('source');
});

it.each([
  ['greenhouse', {}, 'signature'],
  ['greenhouse', { unreject: true }, 'greenhouse-event-id'],
  ['zoho', {}, 'content-type'],
  ['standard', {}, 'webhook-signature'],
])('the sandbox posts hooks of %s on request, %o', async (vendor, options, header) => {
  await using receiver = await startHookReceiver();
  await using sandbox = await startTestSandbox();
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const request = { vendor, url: receiver.url, secret, count: 3, seed: 5, lastDay: '2026-11-20', ...options };
  const [status, responses] = await readResponse(sandbox.call('POST', '/sandbox/hooks', request));
  const emails = generateCandidates(3, 5, '2026-11-20').map(({ person }) => person.email);
  expect([status, responses]).toEqual([200, emails.map((email) => ({ email, status: 200, body: 'ok' }))]);
  expect(receiver.received.map(({ headers }) => headers[header] !== undefined)).toEqual([true, true, true]);
  expect((await sandbox.call('POST', '/sandbox/hooks', { ...request, vendor: 'herp' })).status).toBe(422);
});
