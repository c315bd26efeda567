import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countExpired, type RetentionKind, retentionRules } from '@goen/cases';
import { createLogger } from '@goen/service-kit';
import { startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWriter, remains, type Written } from '../testing/rows-of-a-year.ts';
import { purgeExpired } from './purge-expired.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

const weeks = 52;
const formerYears = 4;
/** Rows of former years: one in so many days. */
const everyDays = 91;
const kinds = retentionRules.map(({ kind }) => kind);

/** The days that docs/records.md promises, by kind. */
function readPromisedDays(): Map<string, number> {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/records.md'), 'utf8');
  const daysOf = { day: 1, year: 366 };
  return new Map(
    [...text.matchAll(/^\| (`[^|]+`) \| [^|]+ \| (\d+) (day|year)s? \(/gm)].flatMap(([, cell = '', n, unit]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(
        ([, kind = '']) => [kind, Number(n) * daysOf[unit as 'day' | 'year']] as const,
      ),
    ),
  );
}

/** A week passes: everything is seven days older. Only rows of the lists of purges, and what they depend on, have an age. */
async function letWeekPass(): Promise<void> {
  const columns = await fixture.sql<{ table: string; name: string }>(
    `select table_name as "table", column_name as name from information_schema.columns
     where table_schema = 'public' and data_type in ('timestamp with time zone', 'date') and table_name = any(?)
       and (table_name, column_name) <> ('approval_reminder', 'date')`,
    [
      `{${[...new Set([...retentionRules.map(({ table }) => table), 'webhook_delivery', 'candidate', 'follow_up_case'])].join(',')}}`,
    ],
  );
  for (const [table, dated] of Map.groupBy(columns, (column) => column.table)) {
    await fixture.sql(
      `update ${table} set ${dated.map(({ name }) => `${name} = ${name} - interval '7 days'`).join(', ')}`,
    );
  }
}

const kept = [
  'rejection',
  'application',
  'candidate',
  'follow_up_case',
  'fact',
  'file_import',
  'introduction',
  'feedback_request',
];
const countKept = async () =>
  Promise.all(kept.map(async (table) => [table, (await fixture.sql(`select 1 from ${table}`)).length] as const));

test('after a year each kind holds what the documentation says, and each preview was what was deleted', async () => {
  const promised = readPromisedDays();
  // Kinds of mail-service stand in the same table.
  expect(Object.fromEntries(promised)).toMatchObject(
    Object.fromEntries(retentionRules.map(({ kind, keepDays }) => [kind, keepDays])),
  );
  const writeWeek = await createWriter(fixture);
  const context = { orm: fixture.orm, logger: createLogger('worker', 'silent') };
  const written: (Written & { readonly week: number })[] = [];
  for (let agoDays = 3; agoDays < formerYears * 366; agoDays += everyDays) {
    written.push(...(await writeWeek(agoDays)).map((row) => ({ ...row, week: 0 })));
  }
  const deleted: Partial<Record<RetentionKind, number>> = {};
  for (let week = 1; week <= weeks; week += 1) {
    written.push(...(await writeWeek(0)).map((row) => ({ ...row, week: week - 1 })));
    await letWeekPass();
    const before = await countKept();
    const preview = await countExpired(fixture.owner.em.fork(), new Map());
    const { rows, isComplete } = await purgeExpired(context);
    expect(isComplete).toBe(true);
    expect(rows).toEqual(Object.fromEntries([...preview].filter(([, count]) => count > 0)));
    expect(await countKept()).toEqual(before);
    for (const kind of kinds) deleted[kind] = (deleted[kind] ?? 0) + (rows[kind] ?? 0);
  }
  // Every purge had something to do, also those that wait for years.
  expect(Object.entries(deleted).filter(([, count]) => count === 0)).toEqual([]);

  for (const kind of kinds) {
    const left = new Set((await fixture.sql<{ id: string }>(remains[kind])).map(({ id }) => id));
    const days = promised.get(kind) ?? 0;
    const wrong = written.flatMap(({ kind: its, id, agoDays, week, stays }) => {
      const age = agoDays + (weeks - week) * 7;
      // Answers go by whole months.
      const isUnsure = kind === 'experience_answers' && age > days - 1 && age < days + 33;
      if (its !== kind || isUnsure) return [];
      return left.has(id) === (stays || age <= days) ? [] : [{ kind, age, stays, isLeft: left.has(id) }];
    });
    expect(wrong).toEqual([]);
  }
});
