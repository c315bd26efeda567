import { maxCountedCases } from '@goen/contracts/public';
import { stepNames } from '@goen/contracts/workflow';
import { roundedNow } from '@goen/service-kit/database';

/** More rows than this are not counted one by one. */
const maxRows = 10_000;
/** Rows of a later day are planned, such as that an import is looked at again: nothing waits for them. */
const isDue = `next_attempt_at <= ${roundedNow}`;
/** As the dispatcher divides them: each lane by its own partial index. */
const isSoon = `wake_at <= now() + interval '10 minutes'`;
const nudges = `kind <> 'start' and not background`;
const starts = `kind = 'start' and not background and ${isSoon}`;
const sleepers = `(background or kind = 'start') and (background or not (${isSoon}))`;
const seconds = (interval: string) => `coalesce(extract(epoch from ${interval}), 0)::float8`;

const countRows = (condition: string) =>
  `(select count(*)::int from (select from outbox where ${condition} and ${isDue} limit ${maxRows}) counted)`;
const readOldest = (condition: string) => `coalesce((select ${seconds('now() - created_at')} from outbox
  where ${condition} and ${isDue} order by next_attempt_at, id limit 1), 0)`;
/** The row that is due longest stands first in the index of its lane. */
const readLane = (...conditions: readonly string[]) => `jsonb_build_object(
  'rows', ${conditions.map(countRows).join(' + ')}, 'oldest', greatest(0, ${conditions.map(readOldest).join(', ')}))`;

const steps = stepNames.filter((name) => name !== 'none').map((name) => `'${name}'`);
/** Each step by the index on (next_step, next_step_at): millions that sleep are not read. */
const countCases = (condition: string) => `(select count(*)::int from (
  select from unnest(array[${steps.join(', ')}]) as step (name) cross join lateral (
    select from follow_up_case c where c.state = 'open' and c.next_step = step.name and ${condition}
    limit ${maxCountedCases}) one limit ${maxCountedCases}) counted)`;
const since = (from: string, to?: string) =>
  `c.next_step_at <= ${roundedNow}${from}${to === undefined ? '' : ` and c.next_step_at > ${roundedNow}${to}`}`;
const hour = ` - interval '1 hour'`;
const day = ` - interval '1 day'`;

const hasFailed = `state <> 'deleted' and last_error_at is not null and (last_ok_at is null or last_ok_at < last_error_at)`;

/** Of the role `cases_dispatcher`. */
export const outboxSql = `select
  jsonb_build_object('urgent', ${readLane(nudges, starts)}, 'background', ${readLane(sleepers)}) as lanes,
  (select count(*)::int from (select from outbox where attempts >= 10 limit ${maxRows}) counted) as failing`;

/** Of the role `cases_console`. Reads the ends of indexes, and all connections: at most 50 per company. */
export const platformSql = `select
  jsonb_build_object('due', ${countCases(since('', hour))}, 'overdue', ${countCases(since(hour, day))},
    'stuck', ${countCases(since(day))}) as cases,
  (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'failing', failing)), '[]') from (
    select kind, count(*) filter (where ${hasFailed})::int as failing from connection
    where state <> 'deleted' group by kind) kinds) as connections,
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind)), '[]') from (
    select id, kind from connection where ${hasFailed} order by last_error_at desc limit 100) failed)
    as failing_connections,
  (select count(*)::int from complaint where answered_at is null and text is not null) as complaints`;

/** Of the role `cases_deliveries`: what is pending and due, from its partial index. */
export const webhookLagSql = `select ${seconds('now() - min(next_attempt_at)')} as oldest from webhook_delivery
  where state = 'pending' and next_attempt_at <= ${roundedNow}`;
