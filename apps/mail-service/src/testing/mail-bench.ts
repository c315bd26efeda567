import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessageRequest, type MessageResult, messageResult } from '@goen/contracts';
import { type Sandbox, type SandboxOptions, type StoredMail, startSandbox } from '@goen/mail-sandbox';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { createLogger } from '@goen/service-kit';
import { MikroORM } from '@mikro-orm/postgresql';
import { inject } from 'vitest';
import { type MailService, readMailConfig, startMailService } from '../index.ts';

export const token = 'a-token-of-the-tests';

export type MailBench = Awaited<ReturnType<typeof startMailBench>>;

/** The service on a real PostgreSQL, before a real sandbox; each part can be stopped and started again. */
export async function startMailBench(sandboxOptions: Partial<SandboxOptions> = {}) {
  const { mail: urls } = await freshDatabases(inject('postgresAdminUrl'));
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-bench-'));
  const logs: string[] = [];
  const logger = createLogger('mail-service', 'info', { write: (line) => void logs.push(line) });
  const startInbox = (port = 0, options = sandboxOptions) =>
    startSandbox({ port, dataDir, rateLimitPerSecond: null, ...options });

  let sandbox: Sandbox = await startInbox();
  const port = Number(new URL(sandbox.url).port);
  const env: Record<string, string> = {
    PORT: '0',
    MAIL_DATABASE_URL: urls.url,
    MAIL_MIGRATION_URL: urls.migrationUrl,
    MAIL_SERVICE_TOKEN: token,
    MAIL_BODY_KEY: randomBytes(32).toString('base64'),
    PERSON_HASH_KEY: 'a-key-of-the-tests',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: sandbox.url,
  };
  let service: MailService = await startMailService(readMailConfig(env), logger);
  const orm = await MikroORM.init({
    clientUrl: urls.migrationUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });

  const post = (path: string, body: unknown) =>
    fetch(service.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    env,
    logs,
    post,
    url: () => service.url,
    get: (path: string) => fetch(service.url + path, { headers: { authorization: `Bearer ${token}` } }),
    /** Sends and expects an outcome. */
    async send(request: MessageRequest): Promise<MessageResult> {
      const response = await post('/messages', request);
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return messageResult.parse(await response.json());
    },
    sql: <T>(query: string, params: unknown[] = []) => orm.em.fork().execute<T[]>(query, params),
    async inbox(to?: string): Promise<StoredMail[]> {
      const response = await fetch(`${sandbox.url}/inbox.json?limit=1000${to ? `&to=${encodeURIComponent(to)}` : ''}`);
      return (await response.json()) as StoredMail[];
    },
    stopInbox: () => sandbox.close(),
    async startInbox(options: Partial<SandboxOptions> = sandboxOptions) {
      sandbox = await startInbox(port, options);
    },
    async restartService(changed: Record<string, string> = {}) {
      await service.close();
      service = await startMailService(readMailConfig({ ...env, ...changed }), logger);
    },
    async close() {
      await service.close();
      await sandbox.close();
      await orm.close(true);
      rmSync(dataDir, { recursive: true });
    },
  };
}

export const companyA = '4a1f7c0e-92a1-4a53-9a36-5f6f4f9a0c01';
export const companyB = '4a1f7c0e-92a1-4a53-9a36-5f6f4f9a0c02';

export function messageTo(email: string, change: Partial<MessageRequest> = {}): MessageRequest {
  return {
    key: `case-${randomUUID()}:mail:1`,
    company: companyA,
    kind: 'rejection_relay',
    provider: 'resend',
    to: { email, familyName: '髙橋', fullName: '髙橋 﨑子' },
    locale: 'ja',
    sender: {
      name: '株式会社みどり',
      fromAddress: 'saiyo@midori.example',
      replyTo: 'hr@midori.example',
      postalAddress: '東京都渋谷区1-2-3',
      contact: 'hr@midori.example',
    },
    basis: { kind: 'address_notified' },
    date: '2026-11-24',
    variables: {
      jobNames: ['Webエンジニア'],
      stage: 'documents',
      pageUrl: 'https://goen.example/c/abc',
      unsubscribeUrl: 'https://goen.example/c/abc/unsubscribe',
      positions: [],
    },
    rejectionIds: ['9f1f7c0e-92a1-4a53-9a36-5f6f4f9a0c09'],
    ...change,
  };
}
