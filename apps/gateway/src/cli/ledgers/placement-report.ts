import { toTokyoDate } from '@goen/case-domain';
import { isNoSandbox } from '@goen/case-store';
import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import { z } from 'zod';
import type { AdminContext } from '../admin-context.ts';
import { parseInput } from '../admin-error.ts';
import { isInPeriod } from './ledger-sql.ts';

/** The fiscal year from 1 April; its report is due on 30 April after its end. */
const fiscalYear = z.object({ year: z.coerce.number().int().min(2020).max(2100) });

const atEnd = `(?::date)::timestamp at time zone 'Asia/Tokyo'`;
/** Of the hires of the period: those who joined in it. */
const joined = 'i.joined_on >= ?::date and i.joined_on < ?::date';
const hasLeft = `i.employment ->> 'stillEmployed' = 'false' and not (i.employment ->> 'dismissed')::boolean
  and coalesce((i.employment ->> 'leftOn')::date, i.joined_on) < i.joined_on + interval '6 months'`;
const isOverSixMonths = `i.joined_on + interval '6 months' <= ?::date`;
const isUnknown = `${isOverSixMonths} and (i.employment is null or i.employment ->> 'stillEmployed' is null)`;

const firstConditions = `(select o.id, o.seats, min(v.created_at) as received_at from position o
  join position_conditions v on v.position_id = o.id and v.conditions is not null where ${isNoSandbox('o.company_id')} group by o.id, o.seats) o`;

type Count = {
  readonly item: string;
  readonly sql: string;
  readonly values: 'period' | 'period_today' | 'end' | 'end_twice';
};
const hires = (where: string) => `select count(*) as n from introduction i where ${joined}${where}`;
const counts: readonly Count[] = [
  {
    item: '新規求人件数',
    sql: `select count(*) as n from ${firstConditions} where ${isInPeriod('o.received_at')}`,
    values: 'period',
  },
  {
    item: '新規求人数（人）',
    sql: `select coalesce(sum(o.seats), 0) as n from ${firstConditions} where ${isInPeriod('o.received_at')}`,
    values: 'period',
  },
  {
    item: '有効求人数（人、出力時点）',
    sql: `select coalesce(sum(seats), 0) as n from position
      where state = 'open' and conditions is not null and created_at < ${atEnd} and ${isNoSandbox('company_id')}`,
    values: 'end',
  },
  {
    item: '新規求職申込件数',
    sql: `select count(*) as n from (select candidate_id, min(at) as at from fact
      where kind = 'consent.granted' and data ->> 'consent' = 'relay' and ${isNoSandbox('company_id')}
      group by candidate_id) f where ${isInPeriod('f.at')}`,
    values: 'period',
  },
  {
    item: '有効求職者数（人、年度末）',
    sql: `select count(*) as n from (select distinct on (candidate_id) kind, at from fact
      where kind like 'consent.%' and data ->> 'consent' = 'relay' and at < ${atEnd} and ${isNoSandbox('company_id')}
      order by candidate_id, seq desc) f where kind = 'consent.granted' and at + interval '12 months' > ${atEnd}`,
    values: 'end_twice',
  },
  {
    item: '紹介件数（求職者にお尋ねした件数）',
    sql: `select count(*) as n from introduction_fact f where f.kind = 'candidate.asked' and ${isInPeriod('f.at')}`,
    values: 'period',
  },
  { item: '就職件数', sql: hires(''), values: 'period' },
  { item: '就職件数のうち無期雇用', sql: hires(` and i.contract_term = 'indefinite'`), values: 'period' },
  { item: '就職件数のうち有期雇用', sql: hires(` and i.contract_term = 'fixed'`), values: 'period' },
  {
    item: '無期雇用就職者のうち6か月以内の離職者数（解雇を除く）',
    sql: hires(` and i.contract_term = 'indefinite' and ${hasLeft}`),
    values: 'period',
  },
  {
    item: '無期雇用就職者のうち離職の有無が判明しない者の数',
    sql: hires(` and i.contract_term = 'indefinite' and ${isUnknown}`),
    values: 'period_today',
  },
  {
    item: '無期雇用就職者のうち就職から6か月が経過していない者の数',
    sql: hires(` and i.contract_term = 'indefinite' and not (${isOverSixMonths}) and not coalesce(${hasLeft}, false)`),
    values: 'period_today',
  },
  {
    item: '苦情件数',
    sql: `select count(*) as n from complaint f where ${isInPeriod('f.received_at')} and ${isNoSandbox('f.company_id')}`,
    values: 'period',
  },
  { item: '手数料収入（円）', sql: 'select 0 as n where ?::date <= ?::date', values: 'period' },
];

/**
 * The counts of the yearly report of a licence holder (職業紹介事業報告書: 職業安定法 Art. 32-16, 施行規則 Art. 24-8), for the
 * fiscal year that begins on 1 April of `year`, as of `now`. People are counted per company that they applied to.
 */
export async function countPlacements(
  { orm }: AdminContext,
  year: number,
  now: Date,
): Promise<{ readonly item: string; readonly count: number }[]> {
  const [from, to] = [`${year}-04-01`, `${year + 1}-04-01`];
  const today = toTokyoDate(now.getTime());
  const values = { period: [from, to], period_today: [from, to, today], end: [to], end_twice: [to, to] };
  const em = orm.em.fork();
  const items: { item: string; count: number }[] = [];
  for (const count of counts) {
    const [row] = await em.execute<{ n: string | number }[]>(count.sql, values[count.values]);
    items.push({ item: count.item, count: Number(row?.n ?? 0) });
  }
  return items;
}

/** The same as CSV with BOM. */
export async function exportPlacementReport(admin: AdminContext, input: { year: string }, now: Date): Promise<string> {
  const { year } = parseInput(fiscalYear, input);
  const lines = (await countPlacements(admin, year, now)).map(({ item, count }) => [item, String(count)]);
  return `${renderCsvHeader([`職業紹介事業報告（${year}年度）`, '数'])}${renderCsvRows(lines)}`;
}
