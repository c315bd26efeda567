import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import '@goen/temporal-server/vitest';
import { type Certificates, makeCertificates } from '@goen/testing/certificates';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { connectTemporal } from './connect.ts';
import { temporalEnvironment, toTemporalSettings } from './temporal-settings.ts';

const environment = z.object(temporalEnvironment);
const read = (env: Record<string, string>) => toTemporalSettings(environment.parse(env));

let dir: string;
let certificates: Certificates;
let server: Server;
let address: string;
/** The real server behind TLS that only clients with a certificate of the authority pass. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'goen-tls-'));
  certificates = makeCertificates(dir);
  const [host = '', port = ''] = inject('temporalAddress').split(':');
  const options = {
    ca: readFileSync(certificates.ca),
    cert: readFileSync(certificates.server.cert),
    key: readFileSync(certificates.server.key),
    requestCert: true,
    rejectUnauthorized: true,
    ALPNProtocols: ['h2'],
  };
  server = createServer(options, (client) => {
    const upstream = connect(Number(port), host);
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server?.close();
  rmSync(dir, { recursive: true, force: true });
});

const trusted = () => ({ TEMPORAL_ADDRESS: address, TEMPORAL_TLS_SERVER_CA_CERT_PATH: certificates.ca });
const withCertificate = () => ({
  ...trusted(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: certificates.client.cert,
  TEMPORAL_TLS_CLIENT_KEY_PATH: certificates.client.key,
});
const isReachable = async (env: Record<string, string>) => {
  const temporal = await connectTemporal(read(env));
  try {
    return await temporal.isReachable();
  } finally {
    await temporal.close();
  }
};

test('client and worker connect with a client certificate', async () => {
  await expect.poll(() => isReachable(withCertificate()), { timeout: 60_000 }).toBe(true);
  const { namespace, ...options } = read(withCertificate());
  const connection = await NativeConnection.connect(options);
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace });
  expect(namespaceInfo?.name).toBe('default');
  await connection.close();
});

test('without the certificate, with another name or without TLS, none is let in', async () => {
  expect(await isReachable(trusted())).toBe(false);
  expect(await isReachable({ ...withCertificate(), TEMPORAL_TLS_SERVER_NAME: 'elsewhere.example' })).toBe(false);
  expect(await isReachable({ TEMPORAL_ADDRESS: address })).toBe(false);
});

test('a plain address stays plain, and an API key implies TLS', () => {
  expect(read({ TEMPORAL_ADDRESS: 'localhost:7233' })).toEqual({ address: 'localhost:7233', namespace: 'default' });
  const cloud = { TEMPORAL_ADDRESS: 'eu.example:7233', TEMPORAL_NAMESPACE: 'goen.a1b2', TEMPORAL_API_KEY: 'key' };
  expect(read(cloud)).toEqual({ address: 'eu.example:7233', namespace: 'goen.a1b2', apiKey: 'key', tls: true });
});

test('a certificate without its key is refused, and so is a file that does not exist', () => {
  const { TEMPORAL_TLS_CLIENT_KEY_PATH: _key, ...rest } = withCertificate();
  expect(() => read(rest)).toThrow('TEMPORAL_TLS_CLIENT_KEY');
  expect(() => read({ ...trusted(), TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(dir, 'none.pem') })).toThrow('none.pem');
});
