import { addDays, toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { type Em, withCompany } from '@goen/case-store';
import type { ApprovalState, MailCounts, MailDays, MailDaysQuery } from '@goen/contracts/public';
import { caseMailKinds } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { areMailsPaused } from '../../services/are-mails-paused.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';
import { findPeople } from './find-people.ts';
import { findIntroductionMails } from './introduction-mails.ts';

import { toUndecidedState } from './queued-mail.ts';
import { findReInvitationMails } from './re-invitation-mails.ts';

const daysAhead = 30;

/** The mails that are due until a day, by day and state. */
export async function countMails(context: GatewayContext, companyId: string, query: MailDaysQuery): Promise<MailDays> {
  const queue = await withCompany(context.orm, companyId, (em) => countQueue(em, companyId, query, context.now()));
  const days = [...Map.groupBy(queue.entries, ({ date }) => date)]
    .map(([date, ofDay]) => ({ date, ...sum(ofDay) }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return { today: queue.today, paused: queue.isPaused, total: sum(queue.entries), days };
}

export type CountedQueue = {
  /** In Tokyo. */
  readonly today: string;
  readonly isPaused: boolean;
  readonly entries: readonly CountedMails[];
};

/** Mails that are alike: of one day, in one state, all with or all without the personal note that they wait for. */
export type CountedMails = {
  readonly date: string;
  readonly mails: number;
  readonly isNoteMissing: boolean;
  readonly state: ApprovalState;
};

export const sumMails = (entries: readonly CountedMails[], has: (entry: CountedMails) => boolean): number =>
  entries.reduce((total, entry) => total + (has(entry) ? entry.mails : 0), 0);

type Row = {
  readonly date: string;
  readonly decision: 'approved' | 'held' | 'lapsed' | null;
  readonly missing: boolean;
  readonly mails: number;
};

/** The same, in the session of the company. */
export async function countQueue(em: Em, companyId: string, query: MailDaysQuery, now: Date): Promise<CountedQueue> {
  const today = toTokyoDate(now.getTime());
  const until = query.until ?? addDays(today, daysAhead);
  const before = new Date(toTokyoMs(until, 24 * 60));
  const settings = await readCompanySettings(em, companyId);
  const undecided = toUndecidedState(settings.approval);
  const isPaused = await areMailsPaused(em, companyId);
  const people = query.q === undefined ? null : await findPeople(em, companyId, query.q);
  const ids = people === null ? null : pgArray([...people]);
  const rows = await em.execute<Row[]>(
    `select to_char(queued_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as date, mail_decision as decision,
       note_missing as missing, count(*)::int as mails
     from follow_up_case
     where company_id = ? and state = 'open' and next_mail = any(?) and queued_at < ?
       and (?::text is null or stage = ?) and (?::uuid[] is null or candidate_id = any(?::uuid[]))
     group by 1, 2, 3`,
    [
      companyId,
      pgArray(caseMailKinds.filter((kind) => query.kind === undefined || kind === query.kind)),
      before,
      query.stage ?? null,
      query.stage ?? null,
      ids,
      ids,
    ],
  );
  const others = { settings, now, isPaused };
  const otherMails = [
    ...(await findIntroductionMails(em, companyId, others)),
    ...(await findReInvitationMails(em, companyId, others)),
  ].filter(
    ({ view, queuedAt }) =>
      queuedAt < before &&
      (query.kind === undefined || query.kind === view.kind) &&
      (query.stage === undefined || query.stage === view.stage) &&
      (people === null || people.has(view.candidate_id)),
  );
  const entries: CountedMails[] = [
    ...rows.map(({ date, decision, missing, mails }) => ({
      date,
      mails,
      isNoteMissing: missing,
      state: decision === 'lapsed' ? ('awaiting' as const) : (decision ?? undecided),
    })),
    ...otherMails.map(({ view, queuedAt }) => ({
      date: toTokyoDate(queuedAt.getTime()),
      mails: 1,
      isNoteMissing: false,
      state: view.approval,
    })),
  ];
  return { today, isPaused, entries };
}

function sum(entries: readonly CountedMails[]): MailCounts {
  const count = (has: (entry: CountedMails) => boolean) => sumMails(entries, has);
  return {
    mails: count(() => true),
    awaiting: count(({ state }) => state === 'awaiting'),
    approved: count(({ state }) => state === 'approved'),
    scheduled: count(({ state }) => state === 'not_needed'),
    held: count(({ state }) => state === 'held'),
    note_missing: count(({ isNoteMissing }) => isNoteMissing),
  };
}
