import { toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import type { ReInvitationCounts, reInvitationReport, reInvitationReportQuery } from '@goen/contracts/public';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { hasReapplied } from './later-application.ts';

type Query = z.output<typeof reInvitationReportQuery>;
type Row = { readonly position_id: string; readonly title: string; readonly counts: ReInvitationCounts };

/** What became of a company's re-invitations, per position. Live: no number is older than its facts. */
export async function reportReInvitations(
  { orm, now }: GatewayContext,
  companyId: string,
  { position_id: ofPosition, from, to }: Query,
): Promise<z.infer<typeof reInvitationReport>> {
  const positionId = ofPosition ?? null;
  const today = toTokyoDate(now().getTime());
  const toInstant = (date: string | undefined) => (date === undefined ? null : new Date(toTokyoMs(date, 0)));
  const period = [toInstant(from), toInstant(to)].flatMap((at) => [at, at]);
  const positions = await withCompany(orm, companyId, (em) =>
    em.execute<Row[]>(reportSql, [today, companyId, positionId, positionId, ...period]),
  );
  return { total: addUp(positions.map(({ counts }) => counts)), positions };
}

const isUnanswered = `r.state = 'interested' and r.reply is null`;
const measures: Readonly<Record<keyof ReInvitationCounts, string>> = {
  chosen: 'true',
  sent: 'r.sent_at is not null',
  reminded: 'r.reminded_at is not null',
  interested: `r.answer = 'interested'`,
  not_now: `r.answer = 'not_now'`,
  no_more: `r.answer = 'no_more'`,
  no_answer: `r.ended = 'no_answer'`,
  not_sent: `r.state = 'closed' and r.sent_at is null`,
  replied_talk: `r.reply = 'talk'`,
  replied_regret: `r.reply = 'regret'`,
  replied_in_time: `(r.replied_at at time zone 'Asia/Tokyo')::date <= r.due_on`,
  unanswered: isUnanswered,
  overdue: `${isUnanswered} and r.due_on < today.day`,
  never_answered: `r.ended = 'unanswered'`,
  reapplied: hasReapplied('r'),
};

const reportSql = `
  select r.position_id, p.title, json_build_object(${Object.entries(measures)
    .map(([name, condition]) => `'${name}', count(*) filter (where ${condition})`)
    .join(', ')}) as counts
  from re_invitation r join position p on p.id = r.position_id
  cross join (select ?::date as day) today
  where r.company_id = ? and (?::uuid is null or r.position_id = ?)
    and (?::timestamptz is null or r.created_at >= ?) and (?::timestamptz is null or r.created_at < ?)
  group by r.position_id, p.title, p.created_at order by p.created_at desc, r.position_id`;

const addUp = (rows: readonly ReInvitationCounts[]): ReInvitationCounts =>
  Object.fromEntries(
    Object.keys(measures).map((name) => [
      name,
      rows.reduce((sum, counts) => sum + counts[name as keyof ReInvitationCounts], 0),
    ]),
  ) as ReInvitationCounts;
