import { isOverrulable } from '@goen/case-domain/tags';
import type { Em, SharedAddress } from '@goen/case-store';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import { toComparisonKey } from '@goen/contracts/text';
import { type ResultMailSender, standingFactKinds } from '@goen/contracts/workflow';
import { executePrepared, type PreparedStatement, roundedNow } from '@goen/service-kit/database';
import type { ReadReport } from './read-report.ts';
import type { RequestKey } from './request-key.ts';

/** A row as `to_json` writes it: columns by name, times as text. */
type Row = Readonly<Record<string, unknown>>;

/** Everything stored that a chunk of reports may meet. */
export type KnownRows = {
  readonly settings: CompanySettings;
  readonly licence: { readonly expiresOn: string } | null;
  readonly connections: readonly { readonly id: string; readonly result_mail: ResultMailSender | null }[];
  readonly hasEndpoint: boolean;
  readonly rejections: readonly Row[];
  readonly aliases: readonly Row[];
  readonly candidates: readonly Row[];
  readonly mergedCandidates: readonly { readonly id: string; readonly merged_into: string }[];
  readonly openCases: readonly Row[];
  readonly applications: readonly Row[];
  readonly tags: readonly { readonly candidate_id: string; readonly kind: string; readonly value_key: string }[];
  readonly overruledTags: readonly string[];
  readonly unRejections: readonly Row[];
  readonly unRejectedFacts: readonly { readonly case_id: string; readonly dedupe_key: string | null }[];
  readonly standingFacts: readonly Row[];
  readonly offers: readonly Row[];
  readonly addressQuestions: readonly {
    readonly person_hash: string;
    readonly state: SharedAddress['state'];
    readonly owner_id: string | null;
  }[];
  readonly responses: readonly KnownResponse[];
};

/** The stored response to an earlier request with a key; `status` is null while it runs. */
export type KnownResponse = {
  readonly key: string;
  readonly body_hash: string;
  readonly status: number | null;
  readonly content_type: string | null;
  readonly body: string | null;
};

const listRows = (query: string): string => `(select coalesce(json_agg(to_json(t)), '[]') from (${query}) t)`;

/**
 * $1 company, $2 source keys, $3 application ids, $4 candidate ids, $5 and $6 address hashes, $7 tag keys, $8 … $10 method,
 * route and keys of requests; $11 fact kinds.
 */
const ofApplications = 'company_id = $1 and source_key = any($2) and remote_id = any($3)';
const met = `alias as materialized (
      select * from candidate_alias where company_id = $1 and source_key = any($2) and remote_id = any($4)),
    person as materialized (
      select id from candidate where company_id = $1 and source_key = any($2) and remote_id = any($4)
      union select id from candidate where company_id = $1 and person_hash = any($5)
      union select candidate_id from alias),
    met as materialized (
      select c.* from candidate c join person using (id) where c.merged_into is null order by c.created_at, c.id)`;
const metRows = {
  licence: "(select json_build_object('expiresOn', expires_on) from operator_licence order by expires_on desc limit 1)",
  connections: listRows("select id, result_mail from connection where company_id = $1 and state <> 'deleted'"),
  hasEndpoint: `exists (select 1 from webhook_endpoint where company_id = $1 and state = 'enabled')`,
  rejections: listRows(`select * from rejection where ${ofApplications}`),
  aliases: listRows('select * from alias'),
  candidates: listRows('select * from met'),
  applications: listRows(`select * from application where ${ofApplications}`),
  overruledTags: `(select coalesce(json_agg(value_key), '[]') from tag_overrule
    where company_id = $1 and value_key = any($7) and revoked_at is null)`,
  unRejections: listRows(`select * from un_rejection where ${ofApplications} order by occurred_at`),
  offers: listRows(`select * from offer where id in (
    select id from offer where company_id = $1 and source_key = any($2) and candidate_remote_id = any($4)
    union select id from offer where company_id = $1 and source_key = any($2) and application_remote_id = any($3)
    union select id from offer where company_id = $1 and person_hashes && $6)`),
  addressQuestions: listRows(
    'select person_hash, state, owner_id from shared_address where company_id = $1 and person_hash = any($5)',
  ),
  responses: listRows(`select key, body_hash, status, content_type, body from idempotency_key
    where company_id = $1 and method = $8 and route = $9 and key = any($10)
      and (status is not null or lease_until > ${roundedNow})`),
};
/** Of the candidates that were met. */
const rowsOfMet = {
  mergedCandidates: listRows('select * from merged'),
  openCases: listRows('select * from open_case'),
  tags: listRows('select t.candidate_id, t.kind, t.value_key from candidate_tag t join met on met.id = t.candidate_id'),
  unRejectedFacts: listRows(`select f.case_id, f.dedupe_key from fact f join open_case on open_case.id = f.case_id
    where f.kind = 'application.unrejected' and exists (select 1 from un_rejection where ${ofApplications})`),
  standingFacts: listRows(`select f.* from fact f
    where f.candidate_id in (select id from met union all select id from merged) and f.kind = any($11)
    order by f.seq`),
};

const toStatement = (name: string, tables: readonly string[], rows: Readonly<Record<string, string>>) => ({
  name,
  text: `with ${tables.join(', ')} select json_build_object(
    ${Object.entries(rows)
      .map(([key, query]) => `'${key}', ${query}`)
      .join(', ')})::text as known, (select settings::text from company where id = $1) as settings`,
});

/** Most reports meet nobody, and a statement with fewer tables starts faster. */
const meet: PreparedStatement = toStatement('intake_meet', [met], metRows);
const readMet: PreparedStatement = toStatement(
  'intake_read_met',
  [
    met,
    'merged as materialized (select c.id, c.merged_into from candidate c join met on met.id = c.merged_into)',
    `open_case as materialized (
      select f.* from follow_up_case f join met on met.id = f.candidate_id where f.state = 'open')`,
  ],
  { ...metRows, ...rowsOfMet },
);
const nobody = { mergedCandidates: [], openCases: [], tags: [], unRejectedFacts: [], standingFacts: [] };

/** By their JSON: parsing costs more than reading, and they rarely change. */
const parsedSettings = new Map<string, CompanySettings>();
const maxParsedSettings = 1_000;

function parseSettings(json: string): CompanySettings {
  const known = parsedSettings.get(json);
  if (known) return known;
  if (parsedSettings.size >= maxParsedSettings) parsedSettings.clear();
  const settings = companySettings.parse(JSON.parse(json));
  parsedSettings.set(json, settings);
  return settings;
}

type Asked = {
  readonly companyId: string;
  readonly reports: readonly ReadReport[];
  readonly requests: readonly RequestKey[];
};

/**
 * One statement, however many reports, and without a lock: what was committed before is seen. If candidates are met, their
 * cases, tags and facts are missing.
 */
export async function findKnownRows(em: Em, asked: Asked): Promise<KnownRows> {
  return { ...nobody, ...(await readRows(em, asked, meet, [])) };
}

/** The same with everything of the candidates that are met. */
export const readKnownRows = (em: Em, asked: Asked): Promise<KnownRows> =>
  readRows(em, asked, readMet, [[...standingFactKinds]]);

async function readRows(
  em: Em,
  { companyId, reports, requests }: Asked,
  statement: PreparedStatement,
  more: readonly unknown[],
): Promise<KnownRows> {
  const distinct = (values: Iterable<string>) => [...new Set(values)];
  const tags = reports.flatMap(({ report }) => report.candidate.tags.filter(isOverrulable));
  const [row] = await executePrepared<{ known: string; settings: string | null }>(em, statement, [
    companyId,
    distinct(reports.map(({ sourceKey }) => sourceKey)),
    distinct(reports.map(({ remoteId }) => remoteId)),
    distinct(reports.map(({ report }) => report.candidate.remote_id)),
    distinct(reports.flatMap(({ personHash }) => personHash ?? [])),
    distinct(reports.flatMap(({ personHashes }) => [...personHashes])),
    distinct(tags.map(({ value }) => toComparisonKey(value))),
    requests[0]?.method ?? '',
    requests[0]?.route ?? '',
    requests.map(({ key }) => key),
    ...more,
  ]);
  if (row === undefined || row.settings === null) throw new Error(`There is no company ${companyId}`);
  return { ...(JSON.parse(row.known) as Omit<KnownRows, 'settings'>), settings: parseSettings(row.settings) };
}
