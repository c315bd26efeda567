import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCreditServiceProcess } from '../testing/credit-service-process.ts';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../testing/mail-service-process.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
beforeAll(async () => {
  [gateway, mail, credit] = await Promise.all([
    startGatewayFixture(),
    startMailServiceProcess(),
    startCreditServiceProcess(),
  ]);
  Object.assign(gateway.context.mail, mail.address);
  Object.assign(gateway.context.credit, credit.address);
});
afterAll(async () => {
  await Promise.all([mail?.close(), credit?.close()]);
  await gateway?.close();
});

type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema: { enum?: string[]; format?: string; pattern?: string };
};
type Document = { paths: Record<string, Record<string, { parameters?: Parameter[]; responses: object }>> };

async function listOperations() {
  const document = (await (await gateway.app.request('/openapi.json')).json()) as Document;
  return Object.entries(document.paths).flatMap(([path, { get }]) =>
    get?.parameters?.some(({ name }) => name === 'cursor') ? [{ path, parameters: get.parameters, ...get }] : [],
  );
}

async function createIds(): Promise<Readonly<Record<string, string>>> {
  const create = async (path: string, body: object) => {
    const created = (await (await gateway.post(path, body)).json()) as { id?: string; endpoint?: { id: string } };
    return created.endpoint?.id ?? created.id ?? '';
  };
  const hooks = { kind: 'greenhouse', name: 'GH', secrets: { signing_key: 'a-signing-key-of-the-tests' } };
  const crm = { kind: 'hubspot', name: 'CRM', secrets: { access_token: 'a-token-of-the-tests' } };
  const file = await create('/v1/connections', { kind: 'hrmos', name: 'HRMOS' });
  const importPath = `/v1/imports?connection_id=${file}&dry_run=true`;
  const headers = { 'content-type': 'text/csv' };
  const upload = await gateway.request(importPath, { method: 'POST', body: '応募ID,氏名\n1,髙橋\n', headers });
  return {
    '/v1/connections/{id}/deliveries': await create('/v1/connections', hooks),
    '/v1/connections/{id}/records': await create('/v1/connections', crm),
    '/v1/webhook-endpoints/{id}/deliveries': await create('/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/' }),
    '/v1/positions/{id}/former-candidates': await create('/v1/positions', { title: 'P' }),
    '/v1/saved-searches/{id}/candidates': await create('/v1/saved-searches', { name: 'S', query: {} }),
    '/v1/imports/{id}/rows': ((await upload.json()) as { id: string }).id,
  };
}

function toQuery(parameters: readonly Parameter[]): string {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const sampleOf = ({ name, schema }: Parameter) => {
    if (schema.pattern?.includes('[0-2]')) return '2026-11';
    if (schema.format === 'date') return name === 'to' ? '2026-12-01' : '2026-11-01';
    return schema.enum?.[0] ?? 'x';
  };
  return required.map((parameter) => `&${parameter.name}=${sampleOf(parameter)}`).join('');
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const garbage = [
  'garbage',
  '',
  ' ',
  '-1',
  '1.5',
  '１２',
  'x'.repeat(1_000),
  encode(null),
  encode(['2026-11-24T00:00:00Z', 'no-id']),
  encode(['0000-01-01T00:00:00Z', randomUUID()]),
];

test('every list refuses a cursor that is not its own with 400 invalid_cursor, and documents it', async () => {
  const [operations, ids] = [await listOperations(), await createIds()];
  expect(operations.length).toBeGreaterThan(15);
  const answers: [string, string, number, string][] = [];
  for (const { path, parameters, responses } of operations) {
    expect([path, responses]).toEqual([path, expect.objectContaining({ 400: expect.anything() as unknown })]);
    const url = `${path.replace('{id}', ids[path] ?? '')}?limit=1${toQuery(parameters)}`;
    const first = await gateway.request(url);
    if (first.status !== 200) answers.push([url, '', first.status, await first.text()]);
    for (const cursor of garbage) {
      const answer = await gateway.request(`${url}&cursor=${encodeURIComponent(cursor)}`);
      const { code } = (await answer.json()) as { code: string };
      if (answer.status !== 400 || code !== 'invalid_cursor') answers.push([path, cursor, answer.status, code]);
    }
    // The longest number that a cursor of a growing list can be: a page, or no cursor of this list.
    const { status } = await gateway.request(`${url}&cursor=999999999999999`);
    if (status !== 200 && status !== 400) answers.push([path, '999999999999999', status, '']);
  }
  expect(answers).toEqual([]);
});
