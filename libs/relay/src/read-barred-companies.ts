import type { Em } from '@goen/case-store';
import { toComparisonKey } from '@goen/contracts/text';

type Row = {
  readonly id: string;
  readonly is_out: boolean;
  readonly names: readonly (string | null)[];
  readonly excluded: readonly string[];
};

/**
 * The companies that exclude this one, that it excludes, that are suspended, or that only test an integration: nobody is
 * introduced between them. A company is excluded by its whole name, however it is spelt, and no company learns who else is
 * here. In a session of the relay.
 */
export async function readBarredCompanies(em: Em, companyId: string): Promise<string[]> {
  const rows = await em.execute<Row[]>(
    `with stated as (
       select id, name, settings,
         suspended_at is not null or coalesce(settings ->> 'mailProvider' = 'sandbox', false) as is_out,
         coalesce(settings -> 'excludedCompanies', '[]') as excluded from company)
     select id, is_out, json_build_array(name, settings #>> '{sender,name}', settings #>> '{sender,englishName}') as names, excluded
     from stated
     where excluded <> '[]' or is_out or id = ?
       or exists (select from stated own where own.id = ? and own.excluded <> '[]')`,
    [companyId, companyId],
  );
  const own = rows.find(({ id }) => id === companyId);
  if (own === undefined) return [];
  const names = ({ names: all }: Row) => new Set(all.flatMap((name) => (name ? [toComparisonKey(name)] : [])));
  const excludes = (by: Row, other: Row): boolean => {
    const keys = names(other);
    return by.excluded.some((name) => keys.has(toComparisonKey(name)));
  };
  return rows
    .filter((row) => row !== own && (row.is_out || excludes(row, own) || excludes(own, row)))
    .map(({ id }) => id);
}
