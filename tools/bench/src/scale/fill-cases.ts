import { skills } from '@goen/case-domain/tags';
import type { Client } from 'pg';
import { loadTables } from './bulk-load.ts';
import { caseTables, companyTables, createHelpers } from './case-tables.ts';
import { fillPeople } from './people.ts';

/** In order of popularity: the first are drawn by far the most. */
export const skillIds: readonly string[] = skills.map(({ id }) => `skill:${id}`);

export type Size = { readonly seed: number; readonly companies: number; readonly cases: number };

/** Fills a migrated, empty database `cases` with a year of cases, as a superuser of it. */
export async function fillCases(admin: Client, size: Size, report: (line: string) => void): Promise<void> {
  const { seed, companies, cases } = size;
  const now = new Date().toISOString();
  for (const sql of createHelpers(seed, now)) await admin.query(sql);
  await fillPeople(admin, seed, companies, cases);
  for (const sql of companyTables(companies)) await admin.query(sql, sql.includes('$1') ? [skillIds] : []);
  await admin.query('analyze');
  await loadTables(admin, caseTables, [skillIds], report);
  await admin.query('vacuum analyze');
}
