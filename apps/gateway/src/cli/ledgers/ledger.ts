import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import type { AdminContext } from '../admin-context.ts';
import { type PeriodInput, parsePeriod } from './ledger-sql.ts';

/** What all books of a licence holder have in common: columns, and lines from SQL over a period. */
export type LedgerSource = {
  /** The name in JSON, the heading in CSV, and the SQL of a text or null. */
  readonly columns: readonly (readonly [name: string, heading: string, sql: string])[];
  /** The SQL behind the columns, from `from` on; its parameters are the period, `periods` times. */
  readonly from: string;
  readonly periods: number;
};

export type Ledger = {
  readonly columns: readonly { readonly name: string; readonly heading: string }[];
  readonly items: readonly Readonly<Record<string, string | null>>[];
};

export async function readLedger(
  { orm }: AdminContext,
  { columns, from, periods }: LedgerSource,
  input: PeriodInput,
): Promise<Ledger> {
  const period = parsePeriod(input);
  const selected = columns.map(([name, , sql]) => `(${sql})::text as "${name}"`).join(', ');
  const values = Array.from({ length: periods }, () => [period.from, period.to]).flat();
  const items = await orm.em.fork().execute<Ledger['items']>(`select ${selected} ${from}`, values);
  return { columns: columns.map(([name, heading]) => ({ name, heading })), items };
}

/** CSV with BOM, as the law's forms call the columns. */
export const formatLedger = ({ columns, items }: Ledger): string => {
  const lines = items.map((item) => columns.map(({ name }) => item[name] ?? null));
  return `${renderCsvHeader(columns.map(({ heading }) => heading))}${renderCsvRows(lines)}`;
};

/** The book as CSV. */
export const exportLedger =
  (source: LedgerSource) =>
  async (admin: AdminContext, period: PeriodInput): Promise<string> =>
    formatLedger(await readLedger(admin, source, period));
