import { addDays, toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { type Em, withCompany } from '@goen/case-store';
import type { Today, TodayQuery } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../http/gateway-app.ts';
import { type CountedMails, type CountedQueue, countQueue, sumMails } from '../mail/queue/count-mails.ts';
import { listWaitingApplications } from '../pool/waiting-applications/list-waiting-applications.ts';
import { creditBooks } from '../relay/credits/credit-books.ts';

const dayMs = 24 * 60 * 60 * 1000;
const longestMs = 30 * dayMs;

/** What a member finds on the first page of the console. `since` moves up to what is still kept. */
export async function readToday(context: GatewayContext, companyId: string, query: TodayQuery): Promise<Today> {
  const now = context.now();
  const asked = query.since === undefined ? now.getTime() - dayMs : Date.parse(query.since);
  const since = new Date(Math.max(asked, now.getTime() - longestMs));
  const date = toTokyoDate(now.getTime());
  const [queue, counts] = await withCompany(context.orm, companyId, async (em) => [
    await countQueue(em, companyId, {}, now),
    await countRows(em, companyId, date, since),
  ]);
  const waiting = await listWaitingApplications(context, companyId, { limit: 1 });
  return {
    date,
    since: since.toISOString(),
    mails_paused: queue.isPaused,
    mails: countToday(queue),
    new_failures: counts.failures,
    new_complaints: counts.complaints,
    interests: { unanswered: counts.interests, overdue: counts.overdue_interests },
    shared_addresses: counts.shared_addresses,
    registrations: counts.registrations,
    feedback_requests: { open: counts.feedback_requests, overdue: counts.overdue_feedback },
    correction_requests: counts.correction_requests,
    leaving: counts.leaving,
    waiting_applications: {
      count: waiting.count,
      oldest_moved_at: waiting.oldest_moved_at,
      after_business_days: waiting.after_business_days,
    },
    revisits: counts.revisits,
    new_consents: { relay: counts.relay_consents, follow_up: counts.follow_up_consents, withdrawn: counts.withdrawn },
    new_points: counts.points,
    new_credits: await countCredits(context, companyId, since, now),
  };
}

function countToday({ today: date, entries }: CountedQueue): Today['mails'] {
  const count = (has: (mails: CountedMails) => boolean) => sumMails(entries, has);
  const isToday = (mails: CountedMails) => mails.date <= date;
  const isTomorrow = (mails: CountedMails) => mails.date === addDays(date, 1);
  const isDecided = ({ state }: CountedMails) => state === 'approved' || state === 'not_needed';
  const leaves = (mails: CountedMails) => isDecided(mails) && !mails.isNoteMissing;
  return {
    today: count((mails) => isToday(mails) && leaves(mails)),
    tomorrow: count((mails) => isTomorrow(mails) && leaves(mails)),
    due_today: count(isToday),
    due_tomorrow: count(isTomorrow),
    awaiting: count(({ state }) => state === 'awaiting'),
    awaiting_without_note: count(({ state, isNoteMissing }) => state === 'awaiting' && isNoteMissing),
    note_missing: count(({ isNoteMissing }) => isNoteMissing),
    note_missing_only: count((mails) => isDecided(mails) && mails.isNoteMissing),
    held: count(({ state }) => state === 'held'),
  };
}

/** Each is counted by an index of the list that shows it. */
const countSql = {
  failures: `company_news where company_id = :company and topic = 'failures' and created_at >= :since`,
  complaints: `fact where company_id = :company and kind = 'mail.complained' and at >= :since`,
  interests: `re_invitation where company_id = :company and state = 'interested' and replied_at is null`,
  overdue_interests: `re_invitation where company_id = :company and state = 'interested' and replied_at is null
    and due_on < :today`,
  shared_addresses: `shared_address where company_id = :company and state = 'open'`,
  registrations: `registration where company_id = :company and state = 'unconfirmed'`,
  feedback_requests: `feedback_request f where f.company_id = :company and f.state = 'open' and exists (
    select from follow_up_case c where c.id = f.case_id and (c.state = 'open' or c.closed_reason = 'superseded'))`,
  overdue_feedback: `feedback_request f where f.company_id = :company and f.state = 'open' and f.due_on < :today
    and exists (select from follow_up_case c where c.id = f.case_id
      and (c.state = 'open' or c.closed_reason = 'superseded'))`,
  correction_requests: `correction_request where company_id = :company and state = 'open'`,
  leaving: `candidate where company_id = :company and erased_at is null and not result_only
    and keep_until <= :today::date + 30
    and id not in (select candidate_id from registration where company_id = :company and state = 'unconfirmed')`,
  revisits: `revisit where company_id = :company and revisit_on <= :today`,
  relay_consents: `fact where company_id = :company and kind = 'consent.granted' and at >= :since
    and data ->> 'consent' = 'relay'`,
  follow_up_consents: `fact where company_id = :company and kind = 'consent.granted' and at >= :since
    and data ->> 'consent' = 'follow_up'`,
  withdrawn: `fact where company_id = :company and kind = 'consent.withdrawn' and at >= :since`,
  points: `fact where company_id = :company and kind = 'referral.made' and at >= :since`,
} as const;
type Counts = Readonly<Record<keyof typeof countSql, number>>;

async function countRows(em: Em, companyId: string, today: string, since: Date): Promise<Counts> {
  const values: Readonly<Record<string, string | Date>> = { company: companyId, today, since };
  const casts: Readonly<Record<string, string>> = { company: 'uuid', today: 'date', since: 'timestamptz' };
  const bound: unknown[] = [];
  const columns = Object.entries(countSql).map(([name, from]) => {
    const sql = from.replaceAll(/(?<!:):(company|today|since)\b/g, (_match, key: string) => {
      bound.push(values[key]);
      return `?::${casts[key]}`;
    });
    return `(select count(*)::int from ${sql}) as ${name}`;
  });
  const [row] = await em.execute<Counts[]>(`select ${columns.join(', ')}`, bound);
  if (row === undefined) throw new Error('Counting returned no row.');
  return row;
}

/** The page opens also while credit-service is away. */
async function countCredits({ credit }: GatewayContext, companyId: string, since: Date, now: Date) {
  const from = new Date(toTokyoMs(toTokyoDate(since.getTime()), 0)).toISOString();
  const period = { from, to: new Date(now.getTime() + dayMs).toISOString() };
  return creditBooks(credit, companyId)
    .countEarnedCredits(period)
    .catch((error: unknown) => {
      if (error instanceof HttpProblem) return null;
      throw error;
    });
}
