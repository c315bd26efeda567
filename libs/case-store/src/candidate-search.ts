import { findPrefectureId, toSearchedTagId } from '@goen/case-domain/tags';
import { toSearchKey } from '@goen/contracts/text';
import type { Candidate } from './entities/candidate.ts';

type Named = Pick<
  Candidate,
  'companyId' | 'familyName' | 'givenName' | 'familyNameKana' | 'givenNameKana' | 'fullName' | 'emails' | 'prefecture'
>;
export type SearchColumns = Pick<Candidate, 'nameKey' | 'jobKey' | 'searchGrams' | 'prefectureId'>;

/** What an erased person is found by: nothing. */
export const noSearchColumns: SearchColumns = { nameKey: null, jobKey: null, searchGrams: null, prefectureId: null };

/**
 * The columns by which a company finds a candidate: the keys of names, readings and addresses, those of the jobs they
 * applied for (`jobKey` holds the earlier ones), and the grams of both for the index.
 */
export function toSearchColumns(candidate: Named, jobKey: string | null, jobNames: readonly string[]): SearchColumns {
  const { familyName, givenName, familyNameKana, givenNameKana, fullName, emails, prefecture } = candidate;
  const names = [
    ...toBothOrders(familyName, givenName),
    ...toBothOrders(familyNameKana, givenNameKana),
    fullName,
    ...emails.map(({ value }) => value),
  ];
  const nameKey = joinKeys(names.map((name) => toSearchKey(name ?? '')));
  const jobs = joinKeys([...(jobKey ?? '').split(' '), ...jobNames.map(toSearchKey)]);
  return {
    nameKey,
    jobKey: jobs,
    searchGrams: toSearchGrams(candidate.companyId, `${nameKey} ${jobs}`),
    prefectureId: prefecture ? findPrefectureId(prefecture) : null,
  };
}

/** Each key once, in order. No key has a blank in it. */
const joinKeys = (keys: readonly string[]): string => [...new Set(keys)].filter((key) => key !== '').join(' ');

/** 林美咲林 has both 林美咲 and 美咲林 as its parts. */
const toBothOrders = (family: string | null | undefined, given: string | null | undefined): string[] =>
  family && given ? [`${family}${given}${family}`] : [family ?? given ?? ''];

/**
 * The parts of a text that the index knows: each character that is not ASCII and each pair of ASCII characters, as
 * numbers that differ per company. Texts with the grams of a search may contain it; the rest do not.
 */
export function toSearchGrams(companyId: string, text: string): number[] {
  const characters = text.match(/[^\p{ASCII}]/gu) ?? [];
  const pairs = (text.match(/[!-~]{2,}/g) ?? []).flatMap((run) =>
    Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)),
  );
  const seed = hash(companyId, fnvOffset);
  return [...new Set([...characters, ...pairs].map((gram) => hash(gram, seed)))];
}

const fnvOffset = 0x81_1c_9d_c5;
const fnvPrime = 0x01_00_01_93;
/** FNV-1a with 32 bits: two grams with the same number cost a look at the text, and nothing else. */
function hash(text: string, seed: number): number {
  let value = seed | 0;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), fnvPrime);
  return value;
}

type Execute = (sql: string, values: unknown[]) => Promise<object[]>;
type Unfilled = {
  readonly id: string;
  readonly company_id: string;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly family_name_kana: string | null;
  readonly given_name_kana: string | null;
  readonly full_name: string | null;
  readonly emails: Candidate['emails'];
  readonly prefecture: string | null;
  readonly job_names: string[];
  readonly tags: { readonly id: string; readonly kind: 'skill'; readonly value: string }[];
};
const fillLimit = 1_000;

/**
 * Fills the search columns of candidates that a version without them wrote, in the rows that the session sees: all in
 * the migration, those of one company later. Without any, it costs one look at an empty index.
 */
export async function fillSearchColumns(execute: Execute): Promise<void> {
  for (;;) {
    const rows = (await execute(
      `select c.id, company_id, family_name, given_name, family_name_kana, given_name_kana, full_name, emails, prefecture,
         array(select distinct job_name from application where candidate_id = c.id and job_name is not null) as job_names,
         coalesce((select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'value', value))
           from candidate_tag where candidate_id = c.id), '[]') as tags
       from candidate c where name_key is null and erased_at is null limit ? for update of c skip locked`,
      [fillLimit],
    )) as Unfilled[];
    if (rows.length === 0) return;
    const tags = rows.flatMap((row) => row.tags.map((tag) => ({ id: tag.id, searched_id: toSearchedTagId(tag) })));
    await execute(
      `update candidate_tag t set searched_id = filled.searched_id
       from jsonb_to_recordset(?::jsonb) filled (id uuid, searched_id text) where t.id = filled.id`,
      [JSON.stringify(tags)],
    );
    await execute(
      `update candidate c set name_key = filled.name_key, job_key = filled.job_key, search_grams = filled.search_grams,
         prefecture_id = filled.prefecture_id
       from jsonb_to_recordset(?::jsonb) filled (id uuid, name_key text, job_key text, search_grams int[], prefecture_id text)
       where c.id = filled.id`,
      [JSON.stringify(rows.map(toFilled))],
    );
    if (rows.length < fillLimit) return;
  }
}

function toFilled(row: Unfilled) {
  const columns = toSearchColumns(
    {
      companyId: row.company_id,
      familyName: row.family_name,
      givenName: row.given_name,
      familyNameKana: row.family_name_kana,
      givenNameKana: row.given_name_kana,
      fullName: row.full_name,
      emails: row.emails,
      prefecture: row.prefecture,
    },
    null,
    row.job_names,
  );
  return {
    id: row.id,
    name_key: columns.nameKey,
    job_key: columns.jobKey,
    search_grams: columns.searchGrams,
    prefecture_id: columns.prefectureId,
  };
}
