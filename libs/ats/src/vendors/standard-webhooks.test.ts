import { generateCandidates, standardHook, toStandardMessage } from '@goen/vendor-sandbox';
import { expect, it } from 'vitest';
import { standardWebhooks } from './standard-webhooks.ts';

const id = '0d3b4f52-7f0e-4f0b-9d2b-111111111111';
const url = `http://gateway.test/v1/hooks/${id}`;
const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const [candidate] = generateCandidates(1, 7, '2026-11-24');
if (candidate === undefined || standardWebhooks.hook === undefined) throw new Error('nothing to test');
const { hook } = standardWebhooks;
const message = toStandardMessage(candidate);
const { body, headers: webhookHeaders } = standardHook({ url, secret }, message, 'msg_w');
const { headers: svixHeaders } = standardHook({ url, secret, as: 'svix' }, message, 'msg_s');
const forged = { 'webhook-id': 'msg_f', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };

it.each<[string, Record<string, string>, boolean, string | null]>([
  ['webhook-*', webhookHeaders, true, 'msg_w'],
  ['svix-*', svixHeaders, true, 'msg_s'],
  [
    'Svix-* in capitals',
    Object.fromEntries(Object.entries(svixHeaders).map(([name, value]) => [name.toUpperCase(), value])),
    true,
    'msg_s',
  ],
  ['both', { ...svixHeaders, ...webhookHeaders }, true, 'msg_w'],
  ['svix-* beside an empty webhook-id', { ...svixHeaders, 'webhook-id': '' }, true, 'msg_s'],
  ['a forged webhook-* beside svix-*', { ...svixHeaders, ...forged }, false, 'msg_f'],
  [
    'a mix of both',
    {
      'webhook-id': 'msg_s',
      'svix-timestamp': svixHeaders['svix-timestamp'] ?? '',
      'svix-signature': svixHeaders['svix-signature'] ?? '',
    },
    false,
    null,
  ],
  ['none', {}, false, null],
])('the headers %s', async (_names, headers, isAuthentic, deliveryId) => {
  const request = { headers: new Headers(headers), url: new URL(url), body: Buffer.from(body) };
  const connection = { id, settings: {}, secrets: { signing_secret: secret } };
  expect(await hook.verify(connection, request, new Date())).toBe(isAuthentic);
  expect(hook.deliveryId(request)).toBe(deliveryId);
});

it('reads the messages of the sandbox', async () => {
  const read = async (unreject: boolean) => {
    const hooked = standardHook({ url, secret }, toStandardMessage(candidate, unreject));
    const request = { headers: new Headers(hooked.headers), url: new URL(url), body: Buffer.from(hooked.body) };
    return hook.read({ id, settings: {}, secrets: {} }, request, new Date());
  };
  expect(await read(false)).toMatchObject([{ kind: 'rejection', report: { source: { connection_id: id } } }]);
  expect(await read(true)).toMatchObject([{ kind: 'event', event: { type: 'application.unrejected' } }]);
});
