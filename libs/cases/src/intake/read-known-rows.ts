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
  readonly areMailsPaused: boolean;
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
 * $1 company, $2 source keys, $3 application ids, $4 and $5 source key and id of each candidate, $6 and $7 address hashes,
 * $8 tag keys, $9 … $11 method, route and keys of requests; $12 fact kinds.
 *
 * `lateral … offset 0` looks every value up in its own index. A plan for many values at once, made while the tables are
 * small, would read all rows of the company for as long as it is kept.
 */
const ofApplications = 'company_id = $1 and source_key = any($2) and remote_id = any($3)';
const asked = 'unnest($4::text[], $5::text[]) as asked (source_key, remote_id)';
const isAsked = 'company_id = $1 and source_key = asked.source_key and remote_id = asked.remote_id';
const met = `alias as materialized (
      select a.* from ${asked}, lateral (select * from candidate_alias where ${isAsked} offset 0) a),
    person as materialized (
      select c.id from ${asked}, lateral (select id from candidate where ${isAsked} offset 0) c
      union select c.id from unnest($6::text[]) as hash, lateral (
        select id from candidate where company_id = $1 and person_hash = hash offset 0) c
      union select candidate_id from alias),
    met as materialized (
      select c.* from person, lateral (
        select * from candidate where id = person.id and merged_into is null offset 0) c
      order by c.created_at, c.id)`;
const ofMet = (table: string, where: string) =>
  `select t.* from met, lateral (select * from ${table} where ${where} offset 0) t`;
const metRows = {
  licence: "(select json_build_object('expiresOn', expires_on) from operator_licence order by expires_on desc limit 1)",
  connections: listRows("select id, result_mail from connection where company_id = $1 and state <> 'deleted'"),
  hasEndpoint: `exists (select 1 from webhook_endpoint where company_id = $1 and state = 'enabled')`,
  areMailsPaused: `exists (select 1 from mail_pause where company_id = $1)
    or exists (select 1 from company where id = $1 and suspended_at is not null)`,
  rejections: listRows(`select * from rejection where ${ofApplications}`),
  aliases: listRows('select * from alias'),
  candidates: listRows('select * from met'),
  applications: listRows(`select * from application where ${ofApplications}`),
  overruledTags: `(select coalesce(json_agg(value_key), '[]') from tag_overrule
    where company_id = $1 and value_key = any($8) and revoked_at is null)`,
  unRejections: listRows(`select * from un_rejection where ${ofApplications} order by occurred_at`),
  offers: listRows(`select * from offer where id in (
    select id from offer where company_id = $1 and source_key = any($2) and candidate_remote_id = any($5)
    union select id from offer where company_id = $1 and source_key = any($2) and application_remote_id = any($3)
    union select id from offer where company_id = $1 and person_hashes && $7)`),
  addressQuestions: listRows(
    'select person_hash, state, owner_id from shared_address where company_id = $1 and person_hash = any($6)',
  ),
  responses: listRows(`select response.* from unnest($11::text[]) as request (key), lateral (
    select key, body_hash, status, content_type, body from idempotency_key
      where company_id = $1 and method = $9 and route = $10 and key = request.key
        and (status is not null or lease_until > ${roundedNow}) offset 0) response`),
};
/** Of the candidates that were met. */
const rowsOfMet = {
  mergedCandidates: listRows('select id, merged_into from merged'),
  openCases: listRows('select * from open_case'),
  tags: listRows(`select candidate_id, kind, value_key from (${ofMet('candidate_tag', 'candidate_id = met.id')}) tag`),
  unRejectedFacts: listRows(`select f.case_id, f.dedupe_key from open_case, lateral (
    select * from fact where case_id = open_case.id and kind = 'application.unrejected' offset 0) f
    where exists (select 1 from un_rejection where ${ofApplications})`),
  standingFacts: listRows(`select f.* from (select id from met union all select id from merged) person, lateral (
    select * from fact where candidate_id = person.id and kind = any($12) offset 0) f order by f.seq`),
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
    `merged as materialized (${ofMet('candidate', 'merged_into = met.id')})`,
    `open_case as materialized (${ofMet('follow_up_case', "candidate_id = met.id and state = 'open'")})`,
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
  const candidates = [
    ...new Map(
      reports.map((read) => [JSON.stringify([read.sourceKey, read.report.candidate.remote_id]), read]),
    ).values(),
  ];
  const tags = reports.flatMap(({ report }) => report.candidate.tags.filter(isOverrulable));
  const [row] = await executePrepared<{ known: string; settings: string | null }>(em, statement, [
    companyId,
    distinct(reports.map(({ sourceKey }) => sourceKey)),
    distinct(reports.map(({ remoteId }) => remoteId)),
    candidates.map(({ sourceKey }) => sourceKey),
    candidates.map(({ report }) => report.candidate.remote_id),
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
