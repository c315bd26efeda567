import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { connectionView, importEnds, importView } from '@goen/contracts/public';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import {
  generateCandidates,
  greenhouseHook,
  postHook,
  type SampleCandidate,
  type SignedHook,
  standardHook,
  zohoHook,
} from '@goen/vendor-sandbox';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { expect, onTestFailed, test } from 'vitest';
import { type GatewayApi, gatewayApi, until } from '../demo/api.ts';
import { testStack } from './test-stack.ts';

const count = 200;
const secret = 'a-secret-of-the-tests-that-is-long';
const whsec = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;

type Way = { readonly api: GatewayApi; readonly people: readonly SampleCandidate[] };
type Connect = { kind: string; secrets?: Record<string, string>; settings?: Record<string, unknown> };
const connect = async ({ api }: Way, { kind, secrets = {}, settings = {} }: Connect) =>
  connectionView.parse(await api.post('/v1/connections', { kind, name: kind, secrets, settings }));

/** Hands in a table and waits until all of it is taken. */
async function handIn(way: Way, connection: Connect, bytes: Uint8Array): Promise<void> {
  const { id } = await connect(way, connection);
  const { id: importId } = importView.parse(await way.api.upload(`/v1/imports?connection_id=${id}`, bytes, 'text/csv'));
  const ended = await until('the end of the import', async () => {
    const now = importView.parse(await way.api.get(`/v1/imports/${importId}`));
    return (importEnds.includes(now.state) || now.state === 'needs_columns') && now;
  });
  expect([ended.state, ended.counts]).toMatchObject(['done', { new: count, refused: 0 }]);
}

async function sendHooks(way: Way, connection: Connect, hookOf: (url: string, one: SampleCandidate) => SignedHook) {
  const { hook_url: url } = await connect(way, connection);
  // As systems do: several at once, in any order.
  const queue = [...way.people];
  const lane = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      expect((await postHook(hookOf(url ?? '', one))).status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

/** A company adds to its export the columns that it wants; HRMOS has neither stage nor skills in it otherwise. */
const hrmosRow = (one: SampleCandidate) => ({
  ...one.hrmos,
  選考ステップ: one.stage.name,
  スキル: one.skills.join(';'),
});
const jobcanColumns = {
  application_id: '応募者ID',
  full_name: '氏名',
  emails: 'メールアドレス',
  status: '選考結果',
  rejected_at: 'お見送り日',
  applied_at: '応募日',
  job_name: '求人名',
  stage: '選考ステップ',
  skills: 'タグ',
};

/** Each system's own road, as a company would have it set up. */
const roads: Record<string, (way: Way) => Promise<unknown>> = {
  api: async ({ api, people }) => api.reportBatch(people.map(({ report }) => report)),
  hrmos: (way) => {
    const table = stringify(way.people.map(hrmosRow), { header: true, record_delimiter: 'windows' });
    return handIn(way, { kind: 'hrmos' }, iconv.encode(`応募者一覧\r\n${table}`, 'CP932'));
  },
  jobcan: (way) => {
    const table = stringify(
      way.people.map(({ jobcan }) => jobcan),
      { header: true, bom: true },
    );
    return handIn(way, { kind: 'jobcan', settings: { columns: jobcanColumns } }, Buffer.from(table));
  },
  herp: async (way) => {
    const { id } = await connect(way, { kind: 'herp', secrets: { api_key: secret } });
    await until('the poll', async () => {
      const { counts, last_error: fault } = connectionView.parse(await way.api.get(`/v1/connections/${id}`));
      expect(fault).toBeNull();
      return (counts.received ?? 0) >= count;
    });
  },
  greenhouse: (way) =>
    sendHooks(way, { kind: 'greenhouse', secrets: { signing_key: secret } }, (url, { greenhouse }) =>
      greenhouseHook({ url, secret }, greenhouse.reject),
    ),
  zoho_recruit: (way) =>
    sendHooks(way, { kind: 'zoho_recruit', secrets: { secret } }, (url, { zoho }) =>
      zohoHook({ url, custom: { secret, event: 'rejected' } }, zoho.webhookFields),
    ),
  standard_webhooks: (way) =>
    sendHooks(way, { kind: 'standard_webhooks', secrets: { signing_secret: whsec } }, (url, { report }) =>
      standardHook({ url, secret: whsec }, { type: 'application.rejected', data: report }),
    ),
};

const inOrder = (name: string) => name.split(/\s+/u).toSorted().join(' ');

test(`the same ${count} candidates come to the same cases, whichever system tells of them`, async () => {
  await using stack = await testStack({ vendorCandidates: count, onFailed: onTestFailed });
  const people = generateCandidates(count);
  const admin = await openAdmin(stack.databases.cases.migrationUrl);
  const seen: Record<string, unknown[]> = {};
  try {
    for (const [road, report] of Object.entries(roads)) {
      const slug = road.replaceAll('_', '-');
      const from = {
        name: '株式会社例',
        fromAddress: 'a@example.jp',
        postalAddress: '東京都',
        contact: 'a@example.jp',
      };
      const { id } = await createCompany(admin, {
        name: road,
        slug,
        settings: companySettings.parse({ sender: from }),
      });
      const { key } = await createKey(admin, { company: slug, name: 'test', scopes: [...apiScopes] });
      await report({ api: gatewayApi(stack.urls.gateway, key), people });
      seen[road] = await casesOf(id);
    }
  } finally {
    await closeAdmin(admin);
  }
  const expected = people
    .map((one) => ({
      email: one.person.email,
      name: inOrder(one.person.fullName),
      family_name: one.person.kana === null ? null : one.person.familyName,
      given_name: one.person.kana === null ? null : one.person.givenName,
      state: 'open',
      stage: one.stage.kind,
      stage_name: one.stage.name,
      job: one.job.name,
      rejected_at: Date.parse(one.rejectedAt),
      silent: null,
      tags: one.skills.toSorted().join(),
    }))
    .toSorted((a, b) => (a.email < b.email ? -1 : 1));
  for (const [road, cases] of Object.entries(seen)) expect([road, cases]).toEqual([road, expected]);

  /** What a case is, beyond ids: read beneath the API, so that all of it is compared. */
  async function casesOf(companyId: string) {
    const rows = await admin.orm.em.fork().execute<Record<string, string | null>[]>(
      `select c.email, coalesce(c.full_name, c.family_name || ' ' || c.given_name) as name,
         case when c.family_name ~ '^[A-Za-z]' then null else c.family_name end as family_name,
         case when c.given_name ~ '^[A-Za-z]' then null else c.given_name end as given_name,
         f.state, r.stage, r.stage_name, r.job_name as job, extract(epoch from r.rejected_at) * 1000 as rejected_at, r.silent,
         (select string_agg(t.value, ',' order by t.value collate "C") from candidate_tag t
            where t.candidate_id = c.id and t.kind = 'skill') as tags
       from candidate c join follow_up_case f on f.candidate_id = c.id join rejection r on r.case_id = f.id
       where c.company_id = ? order by c.email collate "C"`,
      [companyId],
    );
    return rows.map((row) => ({
      ...row,
      name: inOrder(row.name ?? ''),
      rejected_at: Number(row.rejected_at),
      tags: row.tags?.split(',').toSorted().join() ?? '',
    }));
  }
});
