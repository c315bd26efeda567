import { caseState } from '@goen/contracts/public';
import { roundedNow } from '@goen/service-kit/database';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

const maxListed = 500;

type CaseRow = {
  readonly id: string;
  readonly slug: string;
  readonly state: string;
  readonly stage: string;
  readonly next_step: string;
  readonly next_step_at: string | null;
  readonly reason: string;
};

/**
 * Why a case is where it is. A worker acts within seconds of its time: an hour later something is wrong, a day later
 * nobody has noticed.
 */
const reason = `case
  when c.state = 'closed' then 'closed: ' || coalesce(c.closed_reason, 'no reason')
  when o.attempts >= 10 then 'Temporal was not notified, ' || o.attempts || ' attempts since ' || to_json(o.created_at)
  when c.next_step = 'referral' and not exists (select from operator_licence where expires_on >= (now() at time zone 'Asia/Tokyo')::date)
    then 'waits for a placement licence (licence set)'
  when c.note_missing then 'waits for its personal note'
  when c.mail_decision = 'held' then 'held by a member'
  when c.next_step = 'address_decision' then 'a member decides whose address it is'
  when c.next_step_at is null or c.next_step_at > ${roundedNow} then 'waits for its time'
  when c.next_step_at > now() - interval '1 hour' then 'due'
  when c.next_step_at > now() - interval '1 day' then 'overdue: no worker has acted'
  else 'stuck: no worker has acted for a day' end`;

const select = `select c.id, p.slug, c.state, c.stage, c.next_step, to_json(c.next_step_at) #>> '{}' as next_step_at,
    ${reason} as reason
  from follow_up_case c join company p on p.id = c.company_id
    left join lateral (select max(attempts) as attempts, min(created_at) as created_at from outbox
      where outbox.company_id = c.company_id and outbox.case_id = c.id) o on true`;

/** Cases that should have acted, or that Temporal does not know of. */
const isStuck = `c.state = 'open' and ((c.next_step_at < now() - interval '1 hour' and not c.note_missing
  and c.mail_decision is distinct from 'held') or o.attempts >= 10)`;

const toLines = (rows: readonly CaseRow[], none: string): string =>
  rows.length === 0
    ? none
    : rows
        .map((row) => [row.id, row.slug, row.state, row.next_step, row.next_step_at ?? '-', row.reason].join('\t'))
        .join('\n');

const filters = z.object({ state: caseState.default('open') });

/** Cases by the time at which they act next: id, company, state, step, time, reason. Names stay out of shells. */
export async function listCases(
  { orm }: AdminContext,
  { company, ...input }: { readonly company: string | null; readonly state?: string | undefined },
): Promise<string> {
  const { state } = parseInput(filters, input);
  const em = orm.em.fork();
  const companyId = company === null ? null : (await findCompany(em, company)).id;
  const rows = await em.execute<CaseRow[]>(
    `${select} where c.state = ? and (?::uuid is null or c.company_id = ?::uuid)
     order by c.next_step_at nulls last, c.id limit ?`,
    [state, companyId, companyId, maxListed],
  );
  return toLines(rows, `There is no ${state} case.`);
}

/** Those that should have acted, the longest ago first, each with its reason. */
export async function listStuckCases({ orm }: AdminContext): Promise<string> {
  const rows = await orm.em
    .fork()
    .execute<CaseRow[]>(`${select} where ${isStuck} order by c.next_step_at, c.id limit ?`, [maxListed]);
  return toLines(rows, 'No case is stuck.');
}

/** One case with its facts: kinds and times, without what they hold. */
export async function showCase({ orm }: AdminContext, id: string): Promise<string> {
  parseInput(z.object({ id: z.uuid() }), { id });
  const em = orm.em.fork();
  const [row] = await em.execute<CaseRow[]>(`${select} where c.id = ?`, [id]);
  if (row === undefined) throw new AdminError(`There is no case ${id}.`);
  const facts = await em.execute<{ kind: string; at: Date }[]>(
    `select kind, to_json(at) #>> '{}' as at from fact where case_id = ? order by seq`,
    [id],
  );
  return JSON.stringify({ ...row, workflow: `case:${id}`, facts }, null, 2);
}
