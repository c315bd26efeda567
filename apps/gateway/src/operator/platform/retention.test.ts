import { randomUUID } from 'node:crypto';
import { retentionPreview, retentionState, retentionStates } from '@goen/contracts/public';
import { createServiceApp } from '@goen/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GatewayEnv } from '../../http/gateway-app.ts';
import { setPrincipal } from '../../identity/principal.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';
import { addOperatorRoutes } from '../routes.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: ReturnType<typeof createServiceApp<GatewayEnv>>;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
  await gateway.migrateIdentity();
  app = createServiceApp<GatewayEnv>(gateway.context.logger, {
    schemes: { operator: (c) => setPrincipal(c, { kind: 'operator', operatorId: randomUUID(), sessionId: 's' }, 0) },
  });
  addOperatorRoutes(app, { ...gateway.context, mail: mail.address, temporal: null, temporalUiUrl: null });
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

const list = async () => retentionStates.parse(await (await app.request('/operator/retention')).json());
const find = async (kind: string) => (await list()).items.find((item) => item.kind === kind);
const preview = async (query: string) => app.request(`/operator/retention/preview?${query}`);
const put = (kind: string, keepDays: number, version: number) =>
  app.request(`/operator/retention/${kind}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ keep_days: keepDays, version }),
  });

it.each([
  ['idempotency_keys', 'cases', { default_days: 2, min_days: 1, max_days: 365, basis: null }, 4],
  ['complaints', 'cases', { default_days: 1_098, min_days: 732, max_days: 3_660, basis: '職業安定法 Art. 33-6' }, 800],
  ['bodies', 'mail', { default_days: 30, min_days: 0, max_days: 365, basis: null }, 60],
  [
    'messages',
    'mail',
    { default_days: 1_096, min_days: 400, max_days: 3_660, basis: '特定電子メール法 Art. 3(2)' },
    500,
  ],
] as const)(
  'the days of %s (%s) are set within bounds, audited, and never over a change of somebody else',
  async (...row) => {
    const [kind, store, bounds, days] = row;
    const before = await find(kind);
    expect(before).toMatchObject({ store, ...bounds, keep_days: bounds.default_days, version: 0, is_settable: true });
    const refused = [await put(kind, bounds.max_days + 1, 0), await put(kind, days, 1)];
    expect(refused.map(({ status }) => status)).toEqual([422, 412]);
    const set = await put(kind, days, 0);
    expect([set.status, retentionState.parse(await set.json())]).toMatchObject([200, { keep_days: days, version: 1 }]);
    expect((await put(kind, days, 0)).status).toBe(412);
    const events = await gateway.rows<{ action: string; data: unknown }>(
      'select action, data from audit_event where subject_id = ? order by seq',
      [kind],
    );
    expect(events).toEqual([{ action: 'retention.changed', data: { days, before: bounds.default_days } }]);
  },
);

it('what follows from other days is not set, and what is unknown is not found', async () => {
  expect(await find('batches')).toMatchObject({ is_settable: false });
  const statuses = [await put('batches', 30, 0), await put('provision_records', 30, 0)].map(({ status }) => status);
  expect(statuses).toEqual([404, 404]);
});

it('a dry run counts what fewer days would delete, and sets nothing', async () => {
  await gateway.rows(`
    insert into webhook_event (id, company_id, type, data, occurred_at)
      select gen_random_uuid(), id, 'x', '{}', now() - interval '40 days' from company limit 1`);
  const count = async (query: string) => retentionPreview.parse(await (await preview(query)).json()).items;
  expect(await count('kind=webhook_events&keep_days=50')).toEqual([{ kind: 'webhook_events', keep_days: 50, rows: 0 }]);
  expect(await count('kind=webhook_events&keep_days=30')).toEqual([{ kind: 'webhook_events', keep_days: 30, rows: 1 }]);
  expect(await count('kind=provider_events&keep_days=30')).toEqual([
    { kind: 'provider_events', keep_days: 30, rows: 0 },
  ]);
  const refused = [
    'kind=webhook_events&keep_days=29',
    'kind=provider_events&keep_days=29',
    'kind=complaints',
    'kind=x&keep_days=9',
  ];
  const answers = await Promise.all(refused.map(async (query) => (await preview(query)).status));
  expect(answers).toEqual([422, 422, 422, 404]);
  expect((await count('')).map(({ kind }) => kind)).toEqual((await list()).items.map(({ kind }) => kind));
  expect(await find('webhook_events')).toMatchObject({ keep_days: 30, version: 0 });
});

it('the DNS state of each sender domain is known once it was checked', async () => {
  const read = async (path: string): Promise<unknown> => (await app.request(path)).json();
  expect(await read('/operator/domains')).toMatchObject({ dns_known: true, items: [{ dns: null }, { dns: null }] });
  expect(await read(`/operator/companies/${gateway.hinode.id}/sender-domain`)).toMatchObject({
    domain: 'hinode.example.jp',
    state: 'missing',
  });
  const { items } = (await read('/operator/domains')) as { items: { domain: string }[] };
  expect(items.find(({ domain }) => domain === 'hinode.example.jp')).toMatchObject({
    dns: { state: 'missing', spf: expect.any(String) as string, dmarc: expect.any(String) as string },
  });
  expect((await app.request(`/operator/companies/${randomUUID()}/sender-domain`)).status).toBe(404);
});
