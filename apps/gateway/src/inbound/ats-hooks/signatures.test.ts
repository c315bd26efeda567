import type { ConnectionView } from '@goen/contracts/public';
import {
  generateCandidates,
  greenhouseHook,
  type SignedHook,
  standardHook,
  toStandardMessage,
} from '@goen/vendor-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const toWhsec = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const candidates = generateCandidates(40, 17, '2026-11-24').values();
const nextCandidate = () => {
  const { value } = candidates.next();
  if (value === undefined) throw new Error('Too few candidates were generated.');
  return value;
};

const vendors = [
  {
    kind: 'greenhouse',
    header: 'Signature',
    secrets: ['the-first-signing-key', 'the-second-signing-key'],
    toSecrets: (current: string, previous?: string) => ({
      signing_key: current,
      ...(previous && { previous_signing_key: previous }),
    }),
    sign: (url: string, secret: string): SignedHook =>
      greenhouseHook({ url, secret }, nextCandidate().greenhouse.reject),
  },
  {
    kind: 'standard_webhooks',
    header: 'webhook-signature',
    secrets: [toWhsec(1), toWhsec(2)],
    toSecrets: (current: string, previous?: string) => ({
      signing_secret: current,
      ...(previous && { previous_signing_secret: previous }),
    }),
    sign: (url: string, secret: string): SignedHook =>
      standardHook({ url, secret }, toStandardMessage(nextCandidate())),
  },
] as const;

const send = async ({ url, headers, body }: SignedHook): Promise<number> =>
  (await gateway.app.request(url, { method: 'POST', headers: { ...headers }, body })).status;
const findHeader = ({ headers }: SignedHook, wanted: string): string =>
  Object.keys(headers).find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? wanted;

describe.each(vendors)('$kind', ({ kind, header, secrets, toSecrets, sign }) => {
  const [first, second] = secrets;
  let connection: ConnectionView;
  beforeAll(async () => {
    const body = { kind, name: kind, secrets: toSecrets(first) };
    connection = (await (await gateway.post('/v1/connections', body)).json()) as ConnectionView;
  });
  const hook = (secret: string = first) => sign(connection.hook_url ?? '', secret);
  const changeSignature = (signed: SignedHook, edit: (value: string) => string): SignedHook => {
    const name = findHeader(signed, header);
    return { ...signed, headers: { ...signed.headers, [name]: edit(signed.headers[name] ?? '') } };
  };
  const countStored = async (): Promise<number> =>
    (await gateway.rows('select 1 from hook_delivery where connection_id = ?', [connection.id])).length;

  it.each<[string, () => SignedHook]>([
    ['the same JSON in other bytes', () => withBody(hook(), (body) => JSON.stringify(JSON.parse(body), null, 2))],
    ['a line break more', () => withBody(hook(), (body) => `${body}\n`)],
    ['a signature without its end', () => changeSignature(hook(), (value) => value.slice(0, -6))],
    ['half a signature', () => changeSignature(hook(), (value) => value.slice(0, value.length / 2))],
    ['an empty signature', () => changeSignature(hook(), () => '')],
    ['the signature of another delivery', () => changeSignature(hook(), () => readSignature(hook()))],
    ['the next secret, before it is set', () => hook(second)],
  ])('refuses %s, and stores nothing', async (_name, make) => {
    const before = await countStored();
    expect(await send(make())).toBe(401);
    expect(await countStored()).toBe(before);
  });

  const readSignature = (signed: SignedHook): string => signed.headers[findHeader(signed, header)] ?? '';

  it('takes the old and the new secret while both are set, and then the new one alone', async () => {
    const setSecrets = async (current: string, previous?: string) => {
      const answer = await gateway.request(`/v1/connections/${connection.id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secrets: toSecrets(current, previous) }),
      });
      expect(answer.status).toBe(200);
    };
    const statuses = async () => [await send(hook(first)), await send(hook(second))];
    expect(await statuses()).toEqual([200, 401]);
    await setSecrets(second, first);
    expect(await statuses()).toEqual([200, 200]);
    await setSecrets(second);
    expect(await statuses()).toEqual([401, 200]);
  });
});

const withBody = (signed: SignedHook, edit: (body: string) => string): SignedHook => ({
  ...signed,
  body: edit(signed.body),
});
