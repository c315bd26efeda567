import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { type SealedRegistration, sealRegistration } from './registration/sealed-registration.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
beforeAll(async () => {
  gateway = await startIntroductionFixture();
});
afterAll(() => gateway.close());

const requests = 1_000;
const inFlight = 8;
/** What mail scanners, previews and browsers add. */
const queries = [
  '',
  '?lang=en',
  '?done=relay.grant',
  '?action=unsubscribe&List-Unsubscribe=One-Click',
  '?utm_source=x',
];

/** Links of people in every state in which the page shows something else. */
async function listPageLinks(): Promise<string[]> {
  const [plain, asked, unsubscribed, erased, expired] = await Promise.all(
    Array.from({ length: 5 }, () => gateway.person()),
  );
  if (!(plain && asked && unsubscribed && erased && expired)) throw new Error('Somebody is missing.');
  await gateway.introduction(asked, 'asked');
  await gateway.submit(`/u/${unsubscribed.token}`, { 'List-Unsubscribe': 'One-Click' });
  await gateway.submit(`/c/${erased.token}`, { action: 'erase', confirm: 'yes' });
  await gateway.rows(
    `update candidate_link set created_at = created_at - interval '40 months' where candidate_id = ?`,
    [expired.candidateId],
  );
  return [plain, asked, unsubscribed, erased, expired].flatMap(({ token }) => [
    `/c/${token}`,
    `/c/${token}/data`,
    `/u/${token}`,
  ]);
}

/** Every kind of address that our mails carry. */
async function listLinks(): Promise<string[]> {
  const template = (await (await gateway.post('/v1/registration-link/rotation', { keep_old_days: 0 })).json()) as {
    url: string;
  };
  const { id: companyId } = gateway.hinode;
  const registration: SealedRegistration = {
    id: randomUUID(),
    companyId,
    at: gateway.clock.now.getTime(),
    email: 'ken@example.jp',
    familyName: '鈴木',
    givenName: '健',
    jobName: null,
    prefecture: null,
    skills: [],
    applicationId: null,
    locale: 'ja',
    isTest: false,
  };
  const sealed = sealRegistration(registration, gateway.context.connections.secretKey);
  const signInToken = await gateway.createLinkToken((await gateway.addMember(companyId, 'owner')).email);
  return [
    ...(await listPageLinks()),
    new URL(template.url).pathname,
    `/r/confirm/${sealed}`,
    // The token is behind a #: no server sees it.
    `/sign-in?lang=ja#token=${signInToken}`,
  ];
}

test(`${requests} GET and HEAD of the links in mails change nothing`, { timeout: 600_000 }, async () => {
  const links = await listLinks();
  const before = await sumTables();
  const statuses = new Set<number>();
  let next = 0;
  const open = async () => {
    while (next < requests) {
      const n = next++;
      const link = links[n % links.length] ?? '';
      const query = link.includes('?') ? '' : (queries[Math.floor(n / links.length) % queries.length] ?? '');
      const method = Math.floor(n / links.length / queries.length) % 2 === 0 ? 'GET' : 'HEAD';
      statuses.add((await gateway.open(`${link.split('#')[0]}${query}`, { accept: 'text/html' }, method)).status);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, open));
  // An expired link offers a new one.
  expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 410]);
  expect(await sumTables()).toEqual(before);
});

/** A checksum of each table of both databases, as their owner sees them. */
async function sumTables(): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const url of [gateway.urls.migrationUrl, gateway.identityOwnerUrl]) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const tables = await client.query<{ name: string }>(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
      );
      for (const { name } of tables.rows) {
        const sum = await client.query<{ sum: string }>(
          `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${name} t`,
        );
        sums[name] = sum.rows[0]?.sum ?? '';
      }
    } finally {
      await client.end();
    }
  }
  expect(Object.keys(sums).length).toBeGreaterThan(30);
  return sums;
}
