import { randomUUID } from 'node:crypto';
import { listBodiesWithId } from '@goen/testing/hostile-requests';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { fillOtherCompany, listVictimIds, readVictimRows, victimMark } from '../testing/other-company-rows.ts';

let gateway: GatewayFixture;
let document: { paths: Record<string, Record<string, Described>> };
let operations: readonly Operation[];
/** One id of each kind of thing that the other company has. */
let ids: readonly string[];

type Parameter = { readonly name: string; readonly in: string; readonly schema?: { readonly format?: string } };
type Described = {
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly Record<string, unknown>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
};
type Operation = Described & { readonly method: string; readonly path: string };

beforeAll(async () => {
  gateway = await startGatewayFixture();
  await gateway.migrateIdentity();
  await fillOtherCompany(gateway);
  ids = await listVictimIds(gateway);
  document = (await (await gateway.app.request('/openapi.json')).json()) as typeof document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security?.some((scheme) => 'apiKey' in scheme))
      .map(([method, described]) => ({ ...described, path, method: method.toUpperCase() })),
  );
});
afterAll(() => gateway?.close());

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The operation’s own example, with every id replaced. */
function toBody({ requestBody }: Operation, id: string): RequestInit {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (type === undefined) return {};
  const example = content?.example;
  const text = typeof example === 'string' ? example : JSON.stringify(example);
  return { body: text.replaceAll(uuid, id), headers: { 'content-type': type } };
}

const ofKind = ({ parameters = [] }: Operation, place: string) =>
  parameters.filter((parameter) => parameter.in === place && parameter.schema?.format === 'uuid');

/** mail-service keeps them, and is asked by company: mail/messages/messages.test.ts. Here it is away. */
const keptByMailService = ['/v1/messages/{id}', '/v1/messages/{id}/html'];

/** Calls an operation with the key of the first company and an id of the other in each place that takes an id. */
async function call(operation: Operation, id: string): Promise<{ status: number; text: string }> {
  const path = operation.path.replace('{month}', '2026-11').replaceAll(/\{\w+\}/g, id);
  const query = new URLSearchParams(Object.fromEntries(ofKind(operation, 'query').map(({ name }) => [name, id])));
  const { headers, ...body } = toBody(operation, id);
  const response = await gateway.request(`${path}?${query.toString()}`, {
    method: operation.method,
    ...body,
    headers: { ...(headers as Record<string, string>), 'idempotency-key': randomUUID() },
  });
  return { status: response.status, text: await response.text() };
}

/** As above, with the id in one place of the body alone, also in those that the example leaves out. */
async function callWithBody(
  operation: Operation,
  id: string,
  body: unknown,
): Promise<{ status: number; text: string }> {
  const response = await gateway.request(operation.path.replace('{month}', '2026-11').replaceAll(/\{\w+\}/g, id), {
    method: operation.method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  });
  return { status: response.status, text: await response.text() };
}

/** Without the id that the request named: problems quote it. */
const shows = (text: string, named: string) =>
  text.includes(victimMark) || ids.some((id) => id !== named && text.includes(id));

test('the API has operations, and the other company has something of every kind', () => {
  expect(operations.length).toBeGreaterThan(50);
  expect(ids.length).toBeGreaterThan(15);
});

test('no operation reads or changes what another company has, whichever of its ids it names', async () => {
  const before = await readVictimRows(gateway);
  const wrong: string[] = [];
  for (const operation of operations) {
    const inPath = ofKind(operation, 'path').length > 0;
    const takesIds =
      inPath ||
      ofKind(operation, 'query').length > 0 ||
      JSON.stringify(operation.requestBody ?? '').match(uuid) ||
      listBodiesWithId(document, operation, randomUUID()).length > 0;
    for (const id of takesIds ? ids : ids.slice(0, 1)) {
      const { status, text } = await call(operation, id);
      const name = `${operation.method} ${operation.path} ${id}: ${status}`;
      const isAway = status === 503 && keptByMailService.includes(operation.path);
      if (inPath && status !== 404 && status !== 403 && !isAway) wrong.push(`${name} ${text.slice(0, 200)}`);
      else if (shows(text, id)) wrong.push(`${name} shows ${text.slice(0, 200)}`);
      for (const body of inPath ? [] : listBodiesWithId(document, operation, id)) {
        const answer = await callWithBody(operation, id, body);
        if (answer.status === 500 || shows(answer.text, id)) {
          wrong.push(`${name} with ${JSON.stringify(body)}: ${answer.status} ${answer.text.slice(0, 200)}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(await readVictimRows(gateway)).toEqual(before);
}, 300_000);

test('the same ids work for the company that has them', async () => {
  const cases = (await (await gateway.request('/v1/cases', {}, gateway.aoba.key)).json()) as {
    items: { id: string }[];
  };
  expect(cases.items.map(({ id }) => id).some((id) => ids.includes(id))).toBe(true);
});
