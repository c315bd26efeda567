import {
  type CaseWaitReason,
  caseWaitReason,
  maxCountedCases,
  type OperatorCase,
  type OperatorCaseCounts,
  type OperatorCaseQuery,
} from '@goen/contracts/public';
import { stepNames } from '@goen/contracts/workflow';
import { type KeysetPosition, pgArray, readCursor, toPage } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import { toCaseWorkflowId } from '@goen/temporal-kit';
import { type OperatorContext, toInstant, withConsole } from '../operator-context.ts';

type Row = Omit<OperatorCase, 'wakes_at' | 'opened_at' | 'mail' | 'temporal_url'> & {
  readonly wakes_at: Date | string | null;
  readonly opened_at: Date | string;
  readonly mail_kind: string | null;
  readonly mail_decision: NonNullable<OperatorCase['mail']>['decision'];
  readonly note_missing: boolean;
  readonly awaits_approval: boolean;
};

/** Cases that wait for nobody's time come last; in a cursor they have a time that no case has. */
const never = new Date('2100-12-31T00:00:00Z');
const openSteps = stepNames.filter((name) => name !== 'none');

const reason = `case when c.next_step_at is null or c.next_step_at > ${roundedNow} then 'waiting'
  when c.next_step_at > now() - interval '1 hour' then 'due'
  when c.next_step_at > now() - interval '1 day' then 'overdue' else 'stuck' end`;
const times: Readonly<Record<CaseWaitReason, string>> = {
  waiting: `c.next_step_at > ${roundedNow}`,
  due: `c.next_step_at <= ${roundedNow} and c.next_step_at > now() - interval '1 hour'`,
  overdue: `c.next_step_at <= now() - interval '1 hour' and c.next_step_at > now() - interval '1 day'`,
  stuck: `c.next_step_at <= now() - interval '1 day'`,
};
/** As the queue of the company says: an approval that lapsed is needed again whatever the setting. */
const awaitsApproval = `(c.next_mail is not null and (coalesce(c.mail_decision = 'lapsed', false) or (c.mail_decision is null
  and exists (select from company co where co.id = c.company_id and co.settings->>'approval' = 'required'))))`;
const columns = `c.id, c.company_id, c.candidate_id, c.stage, c.next_step, c.next_step_at as wakes_at, ${reason} as reason,
  c.opened_at, c.next_mail as mail_kind, c.mail_decision, c.note_missing,
  ${awaitsApproval} as awaits_approval,
  coalesce((select max(o.attempts) from outbox o where o.company_id = c.company_id and o.case_id = c.id
    and o.attempts >= 10), 0) as failed_notifications`;

const readColumns =
  'c.id, c.company_id, c.candidate_id, c.stage, c.next_step, c.next_step_at, c.opened_at, c.next_mail, c.mail_decision, c.note_missing';

/** Open cases of all companies by the time at which they wake. */
export async function listOperatorCases(context: OperatorContext, query: OperatorCaseQuery) {
  const after = readCursor(query.cursor);
  const rows = await withConsole(context, async (em) => {
    const isPastDated = after !== null && after.at.getTime() === never.getTime();
    const dated = isPastDated ? [] : await em.execute<Row[]>(...selectPage(query, after, 'dated'));
    const missing = query.limit + 1 - dated.length;
    const listsUndated = query.reason === undefined || query.reason === 'waiting';
    if (missing === 0 || !listsUndated) return dated;
    const undated = selectPage({ ...query, limit: missing - 1 }, isPastDated ? after : null, 'undated');
    return [...dated, ...(await em.execute<Row[]>(...undated))];
  });
  return toPage(
    rows,
    query.limit,
    (row) => viewCase(context, row),
    ({ wakes_at: at, id }) => ({ at: at === null ? never : new Date(at), id }),
  );
}

/**
 * Each step's cases are read in their order from the index on (next_step, next_step_at), a page of each: a million
 * sleeping cases need no index of their own for this.
 */
function selectPage(
  { company_id: companyId, reason: wanted, limit }: OperatorCaseQuery,
  after: KeysetPosition | null,
  part: 'dated' | 'undated',
): [string, unknown[]] {
  const order = part === 'dated' ? 'c.next_step_at, c.id' : 'c.id';
  const position =
    part === 'dated' ? 'c.next_step_at >= ? and (c.next_step_at, c.id) > (?, ?::uuid)' : 'c.id > ?::uuid';
  const values = after === null ? [] : part === 'dated' ? [after.at, after.at, after.id] : [after.id];
  const conditions = [
    `c.state = 'open'`,
    'c.next_step = step.name',
    ...(companyId === undefined ? [] : ['c.company_id = ?']),
    part === 'undated' ? 'c.next_step_at is null' : wanted === undefined ? 'c.next_step_at is not null' : times[wanted],
    ...(after === null ? [] : [position]),
  ];
  return [
    `select ${columns} from unnest(?::text[]) as step (name) cross join lateral (
       select ${readColumns} from follow_up_case c where ${conditions.join(' and ')} order by ${order} limit ?) c
     order by ${order} limit ?`,
    [pgArray(openSteps), ...(companyId === undefined ? [] : [companyId]), ...values, limit + 1, limit + 1],
  ];
}

/** By reason, up to a limit each: a million sleeping cases are not counted one by one. */
export async function countOperatorCases(
  context: OperatorContext,
  companyId: string | undefined,
): Promise<OperatorCaseCounts> {
  const steps = pgArray(openSteps);
  const ofCompany = companyId === undefined ? '' : 'and c.company_id = ?';
  const companies = companyId === undefined ? [] : [companyId];
  const limit = maxCountedCases + 1;
  const count = (condition: string) => `(select count(*)::int from (select from unnest(?::text[]) as step (name)
    cross join lateral (select from follow_up_case c where c.state = 'open' and c.next_step = step.name
      and (${condition}) ${ofCompany} limit ?) one limit ?) counted)`;
  const conditions = { ...times, waiting: `c.next_step_at is null or ${times.waiting}` };
  const columns = caseWaitReason.options.map((name) => `${count(conditions[name])} as ${name}`);
  const values = caseWaitReason.options.flatMap(() => [steps, ...companies, limit, limit]);
  const [row] = await withConsole(context, (em) =>
    em.execute<OperatorCaseCounts[]>(`select ${columns.join(', ')}`, values),
  );
  if (row === undefined) throw new Error('Counting returned no row.');
  return row;
}

/** Null when there is no open case with the id. */
export async function findOperatorCase(context: OperatorContext, id: string): Promise<OperatorCase | null> {
  const [row] = await withConsole(context, (em) =>
    em.execute<Row[]>(`select ${columns} from follow_up_case c where c.id = ? and c.state = 'open'`, [id]),
  );
  return row === undefined ? null : viewCase(context, row);
}

function viewCase({ temporalUiUrl }: OperatorContext, row: Row): OperatorCase {
  const { mail_kind: kind, mail_decision: decision, note_missing, awaits_approval, wakes_at, opened_at, ...rest } = row;
  return {
    ...rest,
    wakes_at: toInstant(wakes_at),
    opened_at: new Date(opened_at).toISOString(),
    mail: kind === null ? null : { kind, decision, note_missing, awaits_approval },
    temporal_url:
      temporalUiUrl === null ? null : `${temporalUiUrl}/workflows/${encodeURIComponent(toCaseWorkflowId(row.id))}`,
  };
}
