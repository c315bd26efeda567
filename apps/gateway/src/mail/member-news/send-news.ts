import { toTokyoDate } from '@goen/case-domain';
import {
  Company,
  type Em,
  Member,
  type MemberNotification,
  newsTopics,
  withCompany,
  withRelay,
} from '@goen/case-store';
import type { CompanySettings, MessageRequest } from '@goen/contracts/internal';
import { HttpProblem, repeat } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';
import { findOrCreateNotifications } from './notification-settings.ts';

const everyMs = 30_000;
/** News count once every transaction that may have written older ones has ended. */
const settledAfterSeconds = 60;
const keepDays = 30;
/** `at_once` counts from the last mail to this instant; `daily` to nine o'clock, at which one mail a day leaves. */
const lastNineOClock = `(case when now() at time zone 'Asia/Tokyo' < date_trunc('day', now() at time zone 'Asia/Tokyo') + interval '9 hours'
  then date_trunc('day', now() at time zone 'Asia/Tokyo') - interval '15 hours'
  else date_trunc('day', now() at time zone 'Asia/Tokyo') + interval '9 hours' end) at time zone 'Asia/Tokyo'`;

/** Mails the members of a company what is new to them. Returns how many mails were handed over. */
export async function sendCompanyNews(context: GatewayContext, companyId: string): Promise<number> {
  const { orm } = context;
  const members = await withCompany(orm, companyId, async (em) => {
    await em.execute(
      'delete from company_news where company_id = ? and created_at < now() - make_interval(days => ?)',
      [companyId, keepDays],
    );
    return em.find(Member, { companyId, removedAt: null });
  });
  let sent = 0;
  for (const member of members) sent += await sendMemberNews(context, member);
  return sent;
}

/**
 * The mail's key names the member and until when earlier mails reported, so a repeat after a crash sends nothing. Both
 * times move on only once mail-service has the mail.
 */
async function sendMemberNews(context: GatewayContext, member: Member): Promise<number> {
  const { id, companyId, email } = member;
  if (!email) return 0;
  const prepared = await withCompany(context.orm, companyId, async (em) => {
    const row = await findOrCreateNotifications(em, member);
    const news = await countNews(em, row);
    const settings = await readCompanySettings(em, companyId);
    return { row, news, settings };
  });
  const { row, news, settings } = prepared;
  const { counts } = news;
  if (newsTopics.every((topic) => counts[topic] === 0)) return 0;
  const key = `news:${id}:${row.toldAtOnceUntil.getTime()}:${row.toldDailyUntil.getTime()}`;
  await askService(context.mail, '/messages', {
    method: 'POST',
    body: toRequest(context, member, email, { key, settings, counts }),
  });
  await withCompany(context.orm, companyId, (em) =>
    em.execute('update member_notification set told_at_once_until = ?, told_daily_until = ? where member_id = ?', [
      news.atOnceUntil,
      news.dailyUntil,
      id,
    ]),
  );
  return 1;
}

type Counts = Readonly<Record<(typeof newsTopics)[number], number>>;
type News = { readonly counts: Counts; readonly atOnceUntil: Date; readonly dailyUntil: Date };

async function countNews(em: Em, row: MemberNotification): Promise<News> {
  const topicsOf = (frequency: string) => newsTopics.filter((topic) => row[topic] === frequency).join(',');
  const rows = await em.execute<{ topic: keyof Counts | null; n: number; at_once_until: Date; daily_until: Date }[]>(
    `with times as (
       select now() - make_interval(secs => ?) as at_once_until, greatest(?::timestamptz, ${lastNineOClock}) as daily_until)
     select topic, count(n.id)::int as n, at_once_until, daily_until
     from times left join company_news n on n.company_id = ? and (
       (n.topic = any(string_to_array(?, ',')) and n.created_at > ? and n.created_at <= at_once_until)
       or (n.topic = any(string_to_array(?, ',')) and n.created_at > ? and n.created_at <= daily_until))
     group by topic, at_once_until, daily_until`,
    [
      settledAfterSeconds,
      row.toldDailyUntil,
      row.companyId,
      topicsOf('at_once'),
      row.toldAtOnceUntil,
      topicsOf('daily'),
      row.toldDailyUntil,
    ],
  );
  const [first] = rows;
  if (first === undefined) throw new Error('The times of news are missing');
  const countOf = (topic: keyof Counts) => rows.find((counted) => counted.topic === topic)?.n ?? 0;
  return {
    counts: {
      acceptances: countOf('acceptances'),
      interests: countOf('interests'),
      failures: countOf('failures'),
      corrections: countOf('corrections'),
    },
    atOnceUntil: new Date(Math.max(new Date(first.at_once_until).getTime(), row.toldAtOnceUntil.getTime())),
    dailyUntil: new Date(first.daily_until),
  };
}

type Mail = { readonly key: string; readonly settings: CompanySettings; readonly counts: Counts };

const toRequest = (
  { now, publicUrl }: GatewayContext,
  { companyId, locale }: Member,
  email: string,
  { key, settings, counts }: Mail,
): MessageRequest => ({
  key,
  company: companyId,
  kind: 'member_news',
  provider: settings.mailProvider,
  to: { email },
  locale,
  sender: settings.sender,
  basis: null,
  date: toTokyoDate(now().getTime()),
  variables: { jobNames: [], stage: 'other', pageUrl: publicUrl, unsubscribeUrl: '', positions: [], news: counts },
  rejectionIds: [],
});

/** Mails the members of one company after the other, again and again. */
export function startSendingNews(context: GatewayContext): { stop(): Promise<void> } {
  const { logger } = context;
  const sendAll = async () => {
    const companies = await withRelay(context.orm, (em) => em.find(Company, { suspendedAt: null }, { fields: ['id'] }));
    for (const { id } of companies) {
      await sendCompanyNews(context, id).catch((error: unknown) => {
        const isAway = error instanceof HttpProblem && error.code === 'unavailable';
        if (!isAway) logger.error({ err: error, companyId: id }, 'Failed to mail news to members; will retry');
      });
    }
  };
  return repeat(sendAll, everyMs, (error) => logger.error({ err: error }, 'Failed to mail news to members'));
}
