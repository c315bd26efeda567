import type { Database } from '@goen/service-kit/database';

/** In texts of the other company, and nowhere else. */
export const victimMark = 'Himitsu';

/** All that a company can have made of its own, by its key; the fuzz adds what else there is. */
export async function fillVictim(post: (path: string, body: unknown) => Promise<Response>): Promise<void> {
  const things: readonly (readonly [string, unknown])[] = [
    [
      '/v1/connections',
      { kind: 'greenhouse', name: victimMark, secrets: { signing_key: `${victimMark}-a-key-that-is-long` } },
    ],
    ['/v1/positions', { title: victimMark }],
    ['/v1/tag-overrules', { value: '循環器疾患', because: victimMark }],
    ...Array.from({ length: 5 }, (_, n) => ['/v1/rejections', toReport(n)] as const),
  ];
  for (const [path, body] of things) {
    const response = await post(path, body);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
}

function toReport(n: number) {
  const rejectedAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
  return {
    source: { ats: 'verify' },
    application: {
      remote_id: `${victimMark}-${n}`,
      rejected_at: rejectedAt,
      current_stage: { name: victimMark, kind: 'interview' },
    },
    candidate: {
      remote_id: `${victimMark}-${n}`,
      family_name: victimMark,
      emails: [{ value: `${victimMark.toLowerCase()}-${n}@example.jp` }],
    },
    job: { name: victimMark },
  };
}

type CompanyTable = { readonly table: string; readonly column: string };

/** Every table of the database with rows of companies. */
export async function listCompanyTables({ em }: Database): Promise<readonly CompanyTable[]> {
  return em.execute<CompanyTable[]>(
    `select c.relname as "table", a.attname as "column" from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped
       and (a.attname = 'company_id' or (c.relname = 'company' and a.attname = 'id'))
     order by c.relname`,
  );
}

/** What a company has in each table: how many rows, and a digest of them. Tables without a row of it are left out. */
export async function digestRows(
  { em }: Database,
  tables: readonly CompanyTable[],
  companyId: string,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const { table, column } of tables) {
    const [row] = await em.execute<{ count: number; digest: string }[]>(
      `select count(*)::int as count, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest
       from "${table}" t where ${column} = ?`,
      [companyId],
    );
    const { count = 0, digest = '' } = row ?? {};
    if (count > 0) digests.set(table, `${count} rows, ${digest}`);
  }
  return digests;
}

/** Every id in rows of a company, but its own. */
export async function listIds(
  { em }: Database,
  tables: readonly CompanyTable[],
  companyId: string,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const { table, column } of tables) {
    const rows = await em.execute<{ text: string }[]>(`select t::text as text from "${table}" t where ${column} = ?`, [
      companyId,
    ]);
    for (const { text } of rows) for (const [id] of text.matchAll(uuid)) ids.add(id);
  }
  ids.delete(companyId);
  return [...ids];
}

export const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
