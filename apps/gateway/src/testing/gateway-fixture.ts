import { randomUUID } from 'node:crypto';
import { apiScopes, type Database, migrateCases, openCaseStore } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { createLogger } from '@goen/service-kit';
import { systemResolve } from '@goen/service-kit/outbound';
import { inject } from 'vitest';
import { type AdminContext, closeAdmin, createCompany, createKey, openAdmin } from '../cli/index.ts';
import type { GatewayApp } from '../http/gateway-app.ts';
import { createIdentity } from '../identity/sign-in/identity.ts';
import { migrateIdentity } from '../identity/sign-in/identity-database.ts';
import type { IdentitySettings } from '../identity/sign-in/identity-settings.ts';
import { createLiveHub } from '../live/live-hub.ts';
import { createGatewayApp } from '../start-gateway.ts';
import { createSignIn } from './sign-in-fixture.ts';

export type GatewayFixture = Awaited<ReturnType<typeof startGatewayFixture>>;

/** Tuesday 24 November 2026, 11:00 in Tokyo: inside a sending window. */
export const someday = new Date('2026-11-24T11:00:00+09:00');

export const settings: CompanySettings = companySettings.parse({
  sender: {
    name: '株式会社ひので',
    fromAddress: 'saiyo@hinode.example.jp',
    postalAddress: '東京都渋谷区神宮前1-2-3',
    contact: 'saiyo@hinode.example.jp',
  },
  // A result leaves as soon as its undo window is over.
  resultDelayDays: 0,
  resultLeastDays: 0,
  personalNoteFrom: null,
});

export const identitySettings: Omit<IdentitySettings, 'url' | 'operatorUrl'> = {
  secret: 'a-secret-of-the-tests-with-32-letters',
  setupToken: null,
  trustedIssuers: [],
  operatorName: 'Goen 運営事務局',
  mailFrom: 'no-reply@goen.example',
  mailProvider: null,
  trustedProxies: 1,
};

/** All routes of the gateway on a real, fresh database, with two companies and their keys. Requests go in process. */
export async function startGatewayFixture() {
  const { cases: urls, identity: identityUrls } = await migratedDatabases(inject('postgresAdminUrl'), {
    cases: migrateCases,
    identity: migrateIdentity,
  });
  const orm: Database = await openCaseStore({ url: urls.url });
  const admin: AdminContext = await openAdmin(urls.migrationUrl);
  const clock = { now: someday };
  const base = {
    orm,
    logger: createLogger('gateway', 'silent'),
    personHashKey: 'a-key-of-the-tests',
    now: () => clock.now,
    // Nothing listens there: tests of wordings start their own mail-service.
    mail: { url: 'http://127.0.0.1:9', token: 'a-token-of-the-tests' },
    credit: { url: 'http://127.0.0.1:9', token: 'a-token-of-the-tests' },
    webhooks: { secretKey: Buffer.alloc(32, 7), allowPrivate: true, resolve: systemResolve },
    connections: { secretKey: Buffer.alloc(32, 9), addresses: {} },
    publicUrl: 'http://gateway.test',
    mailEventsTokens: [{ caller: 'mail-service', token: 'another-token-of-the-tests' }],
  };
  const identity = createIdentity(base, { ...identitySettings, url: identityUrls.url, operatorUrl: urls.operatorUrl });
  const live = createLiveHub({ databaseUrl: urls.url, logger: base.logger, heartbeatMs: 300 });
  const context = { ...base, identity, live };
  const names = { operatorName: 'Goen 運営事務局' };
  const app: GatewayApp = createGatewayApp(context, names, { database: () => Promise.resolve(true) });
  const company = async (slug: string) => {
    const { id } = await createCompany(admin, { name: `株式会社${slug}`, slug, settings });
    const { id: keyId, key } = await createKey(admin, { company: slug, name: 'test', scopes: [...apiScopes] });
    /** As answers show who made a change with its key. */
    const actor = { kind: 'key', id: keyId, name: 'test' } as const;
    return { id, slug, key, actor };
  };
  const [hinode, aoba] = [await company('hinode'), await company('aoba')];
  const request = (path: string, init: RequestInit = {}, key = hinode.key) =>
    Promise.resolve(
      app.request(path, {
        ...init,
        headers: { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) },
      }),
    );
  const people = createSignIn({ app, identity, identityOwnerUrl: identityUrls.migrationUrl, admin, ...base });
  return {
    ...people,
    urls,
    identityOwnerUrl: identityUrls.migrationUrl,
    orm,
    admin,
    context,
    app,
    clock,
    hinode,
    aoba,
    request,
    post: (path: string, body: unknown, headers: Record<string, string> = {}, key = hinode.key) =>
      request(
        path,
        { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } },
        key,
      ),
    /** What the audit log says of a subject, or of everything. */
    async listAudit(subjectId?: string) {
      const events = await admin.orm.em
        .fork()
        .execute<{ action: string }[]>(
          'select action from audit_event where ?::text is null or subject_id = ? order by seq',
          [subjectId ?? null, subjectId ?? null],
        );
      return events.map(({ action }) => action);
    },
    /** Rows as the owner of the schema sees them, without row-level security. */
    rows: <T>(sql: string, values: unknown[] = []) => admin.orm.em.fork().execute<T[]>(sql, values),
    async close() {
      await live.stop();
      await identity.close();
      await closeAdmin(admin);
      await orm.close(true);
    },
  };
}

type Part = Record<string, unknown>;
/** A report of a new candidate with a new application; `parts` override the defaults. */
export function aReport(parts: { source?: Part; application?: Part; candidate?: Part; job?: Part | null } = {}) {
  const id = randomUUID();
  return {
    source: { ats: 'herp', ...parts.source },
    application: {
      remote_id: `A-${id}`,
      rejected_at: '2026-11-24T10:00:00+09:00',
      current_stage: { name: '一次面接', kind: 'interview', order: 2 },
      ...parts.application,
    },
    candidate: {
      remote_id: `C-${id}`,
      family_name: '髙橋',
      given_name: '由紀',
      emails: [{ value: `${id}@example.jp`, type: 'personal' }],
      tags: [{ kind: 'skill', value: 'TypeScript' }],
      ...parts.candidate,
    },
    job: parts.job === undefined ? { name: 'エンジニア', category: 'engineer' } : parts.job,
  };
}
