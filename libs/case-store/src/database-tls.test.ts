import { chownSync, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, removePostgresData, startPostgres } from '@goen/postgres-server';
import { databaseOptions } from '@goen/service-kit/database';
import { type Certificates, makeCertificates } from '@goen/testing/certificates';
import { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

let dir: string;
let certificates: Certificates;
let otherAuthority: string;
let server: PostgresServer;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'goen-pg-tls-'));
  certificates = makeCertificates(dir);
  otherAuthority = makeCertificates(mkdtempSync(join(dir, 'other-'))).ca;
  server = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  await serve(certificates.server);
});
afterAll(async () => {
  await server?.stop();
  await removePostgresData(join(dir, 'postgres'));
  rmSync(dir, { recursive: true, force: true });
});

/** Makes the server use this certificate from its next connections on. */
async function serve({ cert, key }: Certificates['server']): Promise<void> {
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ data_directory: string }>('show data_directory');
  const data = rows[0]?.data_directory ?? '';
  // The server reads a key only from a file of its own user.
  for (const [name, file] of [
    ['server.crt', cert],
    ['server.key', key],
  ] as const) {
    copyFileSync(file, join(data, name));
    chownSync(join(data, name), statSync(data).uid, statSync(data).gid);
  }
  await admin.query('alter system set ssl = on');
  await admin.query('select pg_reload_conf()');
  await admin.end();
}

/** As a service connects: the ORM's pool, and the driver alone for migrations and LISTEN. */
async function connect(host: string, parameters: Record<string, string>): Promise<boolean[]> {
  const url = new URL(server.adminUrl);
  url.hostname = host;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const sql = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
  const client = new Client({ connectionString: url.href });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ ssl: boolean }>(sql);
  await client.end();
  const orm = await MikroORM.init({
    ...databaseOptions({ entities: [], migrations: [] }, url.href),
    discovery: { warnWhenNoEntities: false },
  });
  try {
    const pooled = await orm.em.fork().execute<{ ssl: boolean }[]>(sql);
    return [...rows, ...pooled].map(({ ssl }) => ssl);
  } finally {
    await orm.close(true);
  }
}

test('a URL with sslmode=verify-full connects to a server whose certificate names its host', async () => {
  await expect
    .poll(() => connect('localhost', { sslmode: 'verify-full', sslrootcert: certificates.ca }).catch(String), {
      timeout: 20_000,
    })
    .toEqual([true, true]);
});

test('another authority is refused', async () => {
  const verify = { sslmode: 'verify-full', sslrootcert: otherAuthority };
  await expect(connect('localhost', verify)).rejects.toThrow(/certificate/i);
});

test('a certificate that names another host is refused', async () => {
  await serve(certificates.elsewhere);
  const verify = { sslmode: 'verify-full', sslrootcert: certificates.ca };
  await expect
    .poll(() => connect('localhost', verify).catch(String), { timeout: 20_000 })
    .toMatch(/does not match certificate's altnames/);
});
