import type { EntityManager } from '@mikro-orm/postgresql';

/** How long one kind of data is kept. The SQL is our own: it holds no value of a request. */
export type RetentionRule<Kind extends string = string> = {
  readonly kind: Kind;
  readonly table: string;
  /** Whether row `t` is old, in SQL; `before` is the instant until which rows are old. Needs an index. */
  readonly isExpired: (before: string) => string;
  /** The same once the kinds before it were purged, for a preview; `beforeOf` is the instant of a kind. */
  readonly willExpire?: (beforeOf: (kind: Kind) => string) => string;
  /** What of an old row is blanked, in SQL; without it the row is deleted. */
  readonly blank?: string;
  readonly keepDays: number;
  /** The fewest and the most days that an operator can set. */
  readonly minDays: number;
  readonly maxDays: number;
  /** The article that the fewest days follow from; absent: none. */
  readonly basis?: string;
  /** For the operator, beside the number of days. */
  readonly why: string;
};

/**
 * The law names no number, and wants personal data gone once it is not needed (個人情報保護法 Art. 22): a year for what
 * was written and sent, ten for what proves something.
 */
export const maxContentDays = 365;
export const maxRecordDays = 3_660;

export type RetentionScope = {
  readonly keepDays: number;
  /** Of tables that hold the rows of several companies. */
  readonly companyId?: string;
};

type Em = Pick<EntityManager, 'execute'>;

/** Deletes or blanks up to `limit` old rows that nobody else has locked. Returns how many. */
export async function purgeRows(em: Em, rule: RetentionRule, scope: RetentionScope, limit: number): Promise<number> {
  const { sql, values } = buildPurge(rule, scope);
  return (await em.execute<unknown[]>(sql, [...values, limit])).length;
}

/** How many rows the next purge of all kinds will delete or blank of one, in all companies. */
export async function countExpiredRows<Kind extends string>(
  em: Em,
  { kind, table, isExpired, willExpire }: RetentionRule<Kind>,
  keepDaysOf: (kind: Kind) => number,
): Promise<number> {
  const beforeOf = (other: Kind) => toBefore(keepDaysOf(other));
  const where = willExpire ? willExpire(beforeOf) : isExpired(beforeOf(kind));
  const [row] = await em.execute<{ n: string }[]>(`select count(*) as n from ${table} t where ${where}`);
  return Number(row?.n ?? 0);
}

/** The statement, whose last parameter is the limit; for tests of its plan. */
export function buildPurge(rule: RetentionRule, scope: RetentionScope) {
  const { where, values } = buildCondition(rule, scope);
  const change = rule.blank === undefined ? `delete from ${rule.table}` : `update ${rule.table} set ${rule.blank}`;
  const sql = `${change} where ctid = any(array(
    select t.ctid from ${rule.table} t where ${where} limit ? for update skip locked)) returning 1 as purged`;
  return { sql, values };
}

function buildCondition({ isExpired }: RetentionRule, { keepDays, companyId }: RetentionScope) {
  const expired = `(${isExpired(toBefore(keepDays))})`;
  return companyId === undefined
    ? { where: expired, values: [] }
    : { where: `t.company_id = ? and ${expired}`, values: [companyId] };
}

/** The database's clock decides how old a row is. */
function toBefore(keepDays: number): string {
  if (!Number.isInteger(keepDays) || keepDays < 0) throw new RangeError(`${keepDays} is no number of days`);
  return `(now() - make_interval(days => ${keepDays}))`;
}
