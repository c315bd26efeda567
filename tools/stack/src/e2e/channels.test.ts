import { apiScopes, type Database, type Em, openCaseStore, withCompany } from '@goen/case-store';
import { unwrap } from '@goen/client';
import { companySettings } from '@goen/contracts/internal';
import { importEnds } from '@goen/contracts/public';
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
import { createGatewayApi, type GatewayApi } from '../demo/gateway-api.ts';
import { waitUntil } from '../demo/wait-until.ts';
import { startTestStack } from './test-stack.ts';

/** Enough for every kind of name, stage and outcome of the sample, and for two pages of a vendor's list. */
const count = 120;
const secret = 'a-long-secret-for-these-tests-only';
const standardSecret = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;

type Sender = { readonly api: GatewayApi; readonly candidates: readonly SampleCandidate[] };
type Connection = { kind: string; secrets?: Record<string, string>; settings?: Record<string, unknown> };
const connect = ({ api }: Sender, { kind, secrets = {}, settings = {} }: Connection) =>
  api.connect({ kind, name: kind, secrets, settings });

/** Imports a table and waits until all of its rows are accepted. */
async function importTable(sender: Sender, connection: Connection, bytes: Buffer): Promise<void> {
  const { api } = sender;
  const { id } = await connect(sender, connection);
  const started = await api.upload({ connection_id: id }, Uint8Array.from(bytes), 'text/csv');
  const ended = await waitUntil('the end of the import', async () => {
    const current = await api.getImport(started.id);
    return (importEnds.includes(current.state) || current.state === 'needs_columns') && current;
  });
  expect([ended.state, ended.counts]).toMatchObject(['done', { new: count, refused: 0 }]);
}

async function sendHooks(
  sender: Sender,
  connection: Connection,
  buildHook: (url: string, candidate: SampleCandidate) => SignedHook,
) {
  const { hook_url: url } = await connect(sender, connection);
  // Like real systems: several at once, in any order.
  const queue = sender.candidates.values();
  const sendAll = async () => {
    for (const candidate of queue) expect((await postHook(buildHook(url ?? '', candidate))).status).toBe(200);
  };
  await Promise.all(Array.from({ length: 4 }, sendAll));
}

/** An HRMOS export has neither stage nor skills unless the company adds these columns. */
const toHrmosRow = ({ hrmos, stage, skills }: SampleCandidate) => ({
  ...hrmos,
  選考ステップ: stage.name,
  スキル: skills.join(';'),
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

/** Each channel as a company would set it up. */
const channels: Record<string, (sender: Sender) => Promise<unknown>> = {
  api: ({ api, candidates }) => api.reportBatch(candidates.map(({ report }) => report)),
  hrmos: (sender) => {
    const table = stringify(sender.candidates.map(toHrmosRow), { header: true, record_delimiter: 'windows' });
    return importTable(sender, { kind: 'hrmos' }, iconv.encode(`応募者一覧\r\n${table}`, 'CP932'));
  },
  jobcan: (sender) => {
    const table = stringify(
      sender.candidates.map(({ jobcan }) => jobcan),
      { header: true, bom: true },
    );
    return importTable(sender, { kind: 'jobcan', settings: { columns: jobcanColumns } }, Buffer.from(table));
  },
  herp: async (sender) => {
    const { id } = await connect(sender, { kind: 'herp', secrets: { api_key: secret } });
    await waitUntil('the poll', async () => {
      const read = sender.api.goen.GET('/v1/connections/{id}', { params: { path: { id } } });
      const { counts, last_error: fault } = await unwrap(read);
      expect(fault).toBeNull();
      return (counts.received ?? 0) >= count;
    });
  },
  greenhouse: (sender) =>
    sendHooks(sender, { kind: 'greenhouse', secrets: { signing_key: secret } }, (url, { greenhouse }) =>
      greenhouseHook({ url, secret }, greenhouse.reject),
    ),
  zoho_recruit: (sender) =>
    sendHooks(sender, { kind: 'zoho_recruit', secrets: { secret } }, (url, { zoho }) =>
      zohoHook({ url, custom: { secret, event: 'rejected' } }, zoho.webhookFields),
    ),
  standard_webhooks: (sender) =>
    sendHooks(sender, { kind: 'standard_webhooks', secrets: { signing_secret: standardSecret } }, (url, { report }) =>
      standardHook({ url, secret: standardSecret }, { type: 'application.rejected', data: report }),
    ),
};

const sender = { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' };

const sortNameParts = (name: string) => name.split(/\s+/u).toSorted().join(' ');

test(`the same ${count} candidates lead to the same cases on every channel`, async () => {
  await using stack = await startTestStack({ vendorCandidates: count, onFailed: onTestFailed });
  const candidates = generateCandidates(count);
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  const store = await openCaseStore({ url: stack.databases.cases.url });
  const casesByChannel: Record<string, unknown[]> = {};
  try {
    for (const [channel, report] of Object.entries(channels)) {
      const slug = channel.replaceAll('_', '-');
      const { id } = await createCompany(admin, { name: channel, slug, settings: companySettings.parse({ sender }) });
      const { key } = await createKey(admin, { company: slug, name: 'test', scopes: [...apiScopes] });
      await report({ api: createGatewayApi(stack.urls.gateway, key), candidates });
      casesByChannel[channel] = await readCases(store, id);
    }
  } finally {
    await closeAdmin(admin);
    await store.close(true);
  }
  const expected = candidates
    .map(({ person, stage, job, rejectedAt, skills }) => ({
      email: person.email,
      name: sortNameParts(person.fullName),
      family_name: person.kana === null ? null : person.familyName,
      given_name: person.kana === null ? null : person.givenName,
      state: 'open',
      stage: stage.kind,
      stage_name: stage.name,
      job: job.name,
      rejected_at: Date.parse(rejectedAt),
      silent: null,
      tags: skills.toSorted().join(),
    }))
    .toSorted((a, b) => (a.email < b.email ? -1 : 1));
  for (const [channel, cases] of Object.entries(casesByChannel)) expect([channel, cases]).toEqual([channel, expected]);
});

/** Everything about a case except ids, read from the database so that all of it is compared. */
async function readCases(store: Database, companyId: string) {
  const select = (em: Em) =>
    em.execute<Record<string, string | null>[]>(
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
  const rows = await withCompany(store, companyId, select);
  return rows.map((row) => ({
    ...row,
    name: sortNameParts(row.name ?? ''),
    rejected_at: Number(row.rejected_at),
    tags: row.tags?.split(',').toSorted().join() ?? '',
  }));
}
