import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessageRequest, type MessageResult, messageResult } from '@goen/contracts/internal';
import {
  type FaultPlan,
  type Provider,
  type Sandbox,
  type SandboxOptions,
  type StoredMail,
  startSandbox,
} from '@goen/mail-sandbox';
import { findFreePort } from '@goen/postgres-server';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { createLogger } from '@goen/service-kit';
import { migrate, openDatabase } from '@goen/service-kit/database';
import { MikroORM } from '@mikro-orm/postgresql';
import { expect, inject } from 'vitest';
import { mailDatabase } from '../database/database-spec.ts';
import { type MailService, readMailConfig, startMailService } from '../index.ts';
import { createMailContext, type MailContext } from '../mail-context.ts';

/** Of each caller. */
export const tokens = { gateway: 'a-token-of-the-gateway', worker: 'a-token-of-the-worker' } as const;
const workerRoutes = ['POST /suppressions', 'POST /erasures'];

/** The headers of a service that may call a route. */
export const headersFor = (method: string, path: string) => ({
  authorization: `Bearer ${workerRoutes.includes(`${method} ${path}`) ? tokens.worker : tokens.gateway}`,
  'content-type': 'application/json',
});

export type MailFixture = Awaited<ReturnType<typeof startMailFixture>>;

const migrateMail = (ownerUrl: string) => migrate(mailDatabase, ownerUrl);

/**
 * The service on a real PostgreSQL with the mail sandbox in place of every provider; each part can be stopped and
 * restarted. `withHooks`: the sandbox posts its events to the service.
 */
export async function startMailFixture(sandboxOptions: Partial<SandboxOptions> = {}, { withHooks = false } = {}) {
  const { mail: urls } = await migratedDatabases(inject('postgresAdminUrl'), { mail: migrateMail });
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-fixture-'));
  const logs: string[] = [];
  const logger = createLogger('mail-service', 'info', { write: (line) => void logs.push(line) });
  // A service that providers call keeps its port, and so does a restarted provider.
  const hooksPort = withHooks ? await findFreePort() : 0;
  const hooks = `http://127.0.0.1:${hooksPort}/hooks`;
  const webhooks = {
    resend: { url: `${hooks}/resend`, secret: resendSecret },
    sendgrid: { url: `${hooks}/sendgrid` },
    hubspot: { url: `${hooks}/hubspot`, clientSecret: hubspotSecret },
  };
  const startInbox = (port = 0, smtpPort = 0, options = sandboxOptions) =>
    startSandbox({
      port,
      smtpPort,
      dataDir,
      rateLimitPerSecond: null,
      ...(withHooks ? { webhooks } : {}),
      ...options,
    });

  let sandbox: Sandbox = await startInbox(await findFreePort(), await findFreePort());
  const port = Number(new URL(sandbox.url).port);
  const smtpPort = Number(new URL(sandbox.smtpUrl ?? '').port);
  const env: Record<string, string> = {
    PORT: '0',
    HOOKS_PORT: String(hooksPort),
    MAIL_DATABASE_URL: urls.url,
    MAIL_SERVICE_TOKENS: `gateway=${tokens.gateway},worker=${tokens.worker}`,
    PUBLIC_URL: 'http://127.0.0.1:4000',
    MAIL_BODY_KEY: randomBytes(32).toString('base64'),
    PERSON_HASH_KEY: 'a-key-of-the-tests',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: sandbox.url,
    RESEND_WEBHOOK_SECRET: resendSecret,
    SENDGRID_API_KEY: 'SG.test',
    SENDGRID_BASE_URL: sandbox.url,
    SENDGRID_WEBHOOK_PUBLIC_KEY: sandbox.sendgridPublicKey,
    HUBSPOT_ACCESS_TOKEN: 'pat-test',
    HUBSPOT_BASE_URL: sandbox.url,
    HUBSPOT_EMAIL_ID: '4025',
    HUBSPOT_CLIENT_SECRET: hubspotSecret,
    SMTP_URL: sandbox.smtpUrl ?? '',
    MAIL_PUBLIC_URL: `http://127.0.0.1:${hooksPort}`,
  };
  const others: MailService[] = [];
  let service: MailService = await startMailService(readMailConfig(env), logger);
  const orm = await MikroORM.init({
    clientUrl: urls.migrationUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });

  const post = (path: string, body: unknown, url = service.url) =>
    fetch(url + path, {
      method: 'POST',
      headers: headersFor('POST', path),
      body: JSON.stringify(body),
    });

  return {
    env,
    /** Of the owner of the schema. */
    ownerUrl: urls.migrationUrl,
    logs,
    post,
    url: () => service.url,
    hooksUrl: () => service.hooksUrl,
    sandboxUrl: () => sandbox.url,
    /** Starts another instance on the same database. */
    async startAnother(changed: Record<string, string> = {}): Promise<string> {
      const other = await startMailService(readMailConfig({ ...env, HOOKS_PORT: '0', ...changed }), logger);
      others.push(other);
      return other.url;
    },
    /** The sandbox's counters of a provider. */
    async stats(provider: Provider): Promise<SandboxStats> {
      const all = (await (await fetch(`${sandbox.url}/sandbox/stats`)).json()) as Record<Provider, SandboxStats>;
      return all[provider];
    },
    /** Makes a provider fail by plan, until the plan is null. */
    async plan(provider: Provider, plan: FaultPlan | null): Promise<void> {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const answer = await fetch(`${sandbox.url}/sandbox/faults`, {
        ...init,
        body: JSON.stringify({ provider, plan }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    put: (path: string, body: unknown) =>
      fetch(service.url + path, { method: 'PUT', headers: headersFor('PUT', path), body: JSON.stringify(body) }),
    get: (path: string) => fetch(service.url + path, { headers: headersFor('GET', path) }),
    /** Sends a mail and expects a final outcome. */
    async send(request: MessageRequest): Promise<MessageResult> {
      const response = await post('/messages', request);
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return messageResult.parse(await response.json());
    },
    sql: <T>(query: string, params: unknown[] = []) => orm.em.fork().execute<T[]>(query, params),
    /** Runs `work` while another session locks a mail's row; `waitForWaiters(n)` resolves once n sessions wait for locks. */
    async whileLocked<T>(messageId: string, work: (waitForWaiters: (count: number) => Promise<void>) => Promise<T>) {
      const em = orm.em.fork();
      const waiters = `select 1 from pg_locks join pg_stat_activity using (pid)
        where not granted and datname = current_database()`;
      await em.begin();
      try {
        await em.execute('select 1 from message where id = ? for no key update', [messageId]);
        return await work(async (count) => {
          await expect.poll(() => orm.em.fork().execute(waiters), { timeout: 60_000 }).toHaveLength(count);
        });
      } finally {
        await em.rollback();
      }
    },
    async inbox(to?: string): Promise<StoredMail[]> {
      const response = await fetch(`${sandbox.url}/inbox.json?limit=1000${to ? `&to=${encodeURIComponent(to)}` : ''}`);
      return (await response.json()) as StoredMail[];
    },
    stopInbox: () => sandbox.close(),
    async startInbox(options: Partial<SandboxOptions> = sandboxOptions) {
      sandbox = await startInbox(port, smtpPort, options);
    },
    async restartService(changed: Record<string, string> = {}) {
      await service.close();
      service = await startMailService(readMailConfig({ ...env, ...changed }), logger);
    },
    async close() {
      await Promise.all([service, ...others].map((instance) => instance.close()));
      await sandbox.close();
      await orm.close(true);
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** The context of a service, to test what no request can trigger. The caller closes its `orm`. */
export async function openMailContext({ env }: Pick<MailFixture, 'env'>): Promise<MailContext> {
  const config = readMailConfig(env);
  const orm = await openDatabase(mailDatabase, { url: config.databaseUrl });
  return createMailContext(config, orm, createLogger('mail-service', 'silent'));
}

export type SandboxStats = Record<'requests' | 'accepted' | 'duplicates' | 'rateLimited' | 'lostAnswers', number>;

export const resendSecret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
export const hubspotSecret = 'a-client-secret-of-the-tests';

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
