import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectionSealedColumns, webhookSealedColumns } from '@goen/case-store';
import { webhookEndpointSecret } from '@goen/contracts/public';
import { seal, unseal } from '@goen/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealOwner } from './identity/sign-in/sealed-columns.ts';
import { type GatewayFixture, startGatewayFixture } from './testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

type Outcome = { resealed: number; current: number; unreadable: number };

/** Runs a job as an operator does; its last line, and whether it succeeded. */
async function rotate(job: string, env: Record<string, string>): Promise<Outcome & { isOk: boolean }> {
  const main = fileURLToPath(new URL(`./rotate-${job}.ts`, import.meta.url));
  const run = promisify(execFile)(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } });
  const { stdout, isOk } = await run.then(
    (done) => ({ ...done, isOk: true }),
    (error: { stdout: string }) => ({ ...error, isOk: false }),
  );
  const { resealed, current, unreadable } = JSON.parse(stdout) as Outcome;
  return { resealed, current, unreadable, isOk };
}

const list = (...keys: readonly Uint8Array[]) => keys.map((key) => Buffer.from(key).toString('base64')).join(',');
const [newKey, strangeKey] = [randomBytes(32), randomBytes(32)];

test('every column of bytes is sealed again by a rotation, or stands here with its reason', async () => {
  const columns = await gateway.rows<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea'`,
  );
  const sealed = [...connectionSealedColumns, ...webhookSealedColumns].map(({ table, column }) => `${table}.${column}`);
  const others = [
    // An uploaded file, which is deleted with its import.
    'file_import_chunk.bytes',
  ];
  expect(columns.map(({ name }) => name).toSorted()).toEqual([...sealed, ...others].toSorted());
});

test('secrets of connections are sealed by the new key, and what no key opens is told', async () => {
  const oldKey = gateway.context.connections.secretKey;
  const [id, lost] = [randomUUID(), randomUUID()];
  const insert = (connectionId: string, key: Uint8Array) =>
    gateway.rows(
      `insert into connection (id, company_id, kind, name, secrets, token, created_at) values (?, ?, 'herp', ?, ?, ?, now())`,
      [
        connectionId,
        gateway.hinode.id,
        connectionId,
        seal('{"access_token":"a-secret"}', connectionId, key),
        seal('a-token', connectionId, key),
      ],
    );
  await insert(id, oldKey);
  await insert(lost, strangeKey);
  const env = { CASES_MIGRATION_URL: gateway.urls.migrationUrl, CONNECTION_SECRET_KEY: list(newKey, oldKey) };
  expect(await rotate('connections', env)).toEqual({ resealed: 2, current: 0, unreadable: 2, isOk: false });
  const [row] = await gateway.rows<{ secrets: Buffer; token: Buffer }>(
    'select secrets, token from connection where id = ?',
    [id],
  );
  if (row === undefined) throw new Error('The connection is gone.');
  expect([unseal(row.secrets, id, newKey), unseal(row.token, id, newKey)]).toEqual([
    '{"access_token":"a-secret"}',
    'a-token',
  ]);
  await gateway.rows('delete from connection where id = ?', [lost]);
  expect(await rotate('connections', env)).toEqual({ resealed: 0, current: 2, unreadable: 0, isOk: true });
});

test('a company’s webhook endpoints work on with the new key alone', async () => {
  const answer = await gateway.post('/v1/webhook-endpoints', { url: 'http://127.0.0.1:9/hook' });
  expect(answer.status).toBe(201);
  const { endpoint, secret } = webhookEndpointSecret.parse(await answer.json());
  const env = {
    CASES_MIGRATION_URL: gateway.urls.migrationUrl,
    WEBHOOK_SECRET_KEY: list(newKey, gateway.context.webhooks.secretKey),
  };
  expect(await rotate('webhooks', env)).toEqual({ resealed: 1, current: 0, unreadable: 0, isOk: true });
  const [row] = await gateway.rows<{ secret: Buffer }>('select secret from webhook_endpoint where id = ?', [
    endpoint.id,
  ]);
  expect(row && unseal(row.secret, endpoint.id, newKey)).toBe(secret);
});

test('the client secrets of single sign-on are sealed by the new key', async () => {
  const oldKey = gateway.context.connections.secretKey;
  const { pool } = gateway.context.identity;
  const sealed = seal('{"clientSecret":"x"}', sealOwner, oldKey).toString('base64');
  await pool.query(
    `insert into "ssoProvider" (id, issuer, "providerId", domain, "oidcConfig") values ('sso-1', 'https://issuer.example', 'p', 'hinode.example.jp', $1)`,
    [sealed],
  );
  const env = { IDENTITY_MIGRATION_URL: gateway.identityOwnerUrl, CONNECTION_SECRET_KEY: list(newKey, oldKey) };
  expect(await rotate('identity', env)).toEqual({ resealed: 1, current: 0, unreadable: 0, isOk: true });
  const { rows } = await pool.query<{ oidcConfig: string }>('select "oidcConfig" from "ssoProvider"');
  expect(unseal(Buffer.from(rows[0]?.oidcConfig ?? '', 'base64'), sealOwner, newKey)).toBe('{"clientSecret":"x"}');
});
