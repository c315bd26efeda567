import type { MailProviderName } from '@goen/contracts/public';
import { type Logger, passCrashPoint, pgArray } from '@goen/service-kit';
import { type Database, roundedNow } from '@goen/service-kit/database';
import { count } from '@goen/service-kit/telemetry';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type CaseNoticeKind, caseNoticeKinds } from '../database/case-notice.ts';
import type { Message } from '../database/message.ts';
import type { BodyCipher } from '../messages/body-cipher.ts';
import { type ProviderReport, type ReportType, reportTypes } from '../providers/provider-report.ts';
import { suppressPersonHash } from '../suppressions/suppress-person-hash.ts';
import { type MatchedReport, matchMessages } from './match-messages.ts';

export type ReportDeps = {
  readonly orm: Database;
  readonly logger: Logger;
  readonly personHashKey: string;
  readonly cipher: BodyCipher;
};

/**
 * Advances the states of mails, once per event and correctly in any order: a state gives way only to one that
 * supersedes it. A permanent bounce or a complaint suppresses the address everywhere and notifies the case. Mails that
 * are not ours are ignored.
 */
export async function recordReports(
  { orm, logger, personHashKey, cipher }: ReportDeps,
  provider: MailProviderName,
  reports: readonly ProviderReport[],
): Promise<void> {
  const recorded = await orm.em.fork().transactional(async (em) => {
    const unrecorded = await dropRecorded(em, provider, reports);
    const matched = inLockOrder(await matchMessages(em, provider, unrecorded, personHashKey));
    // One kind of row after the other, each in one order, so that concurrent posts can't deadlock.
    const inserted = await insertEvents(em, provider, matched);
    for (const { report, message } of inserted) {
      if (report.type !== null) await advanceState(em, message.id, { ...report, type: report.type }, cipher);
    }
    const notices = inserted.flatMap(toNotices);
    for (const [hash, { kind, message }] of groupByHash(notices.filter(stopsMails))) {
      await suppressPersonHash(em, hash, { company: message.companyId, scope: 'all', reason: kind });
    }
    await insertNotices(em, notices);
    passCrashPoint('report.before-commit');
    return inserted;
  });
  passCrashPoint('report.after-commit');
  // Its case believes that it was sent: a person has to find out why the provider gave up.
  for (const { report, message } of recorded) {
    count('goen_mail_events_total', { provider, type: report.type ?? 'other' });
    if (report.type === 'failed') {
      logger.error({ messageId: message.id, provider }, 'Provider failed a message it had accepted');
    }
  }
}

/** Leaves out reports that are already recorded: most of a repeated post. */
async function dropRecorded(em: EntityManager, provider: MailProviderName, reports: readonly ProviderReport[]) {
  const rows = await em.execute<{ event_id: string }[]>(
    `select event_id from provider_event
     where provider = ? and event_id in (select jsonb_array_elements_text(?::jsonb))`,
    [provider, JSON.stringify(reports.map(({ eventId }) => eventId))],
  );
  const recordedIds = new Set(rows.map(({ event_id }) => event_id));
  return reports.filter(({ eventId }) => !recordedIds.has(eventId));
}

/** By message, then event. */
const inLockOrder = (matched: readonly MatchedReport[]): MatchedReport[] =>
  matched.toSorted((a, b) => {
    const [keyA = '', keyB = ''] = [a, b].map(({ message, report }) => `${message.id} ${report.eventId}`);
    return keyA < keyB ? -1 : 1;
  });

/** Returns those that were new, in the given order. */
async function insertEvents(
  em: EntityManager,
  provider: MailProviderName,
  matched: readonly MatchedReport[],
): Promise<MatchedReport[]> {
  const rows = matched.map(({ message, report: { eventId, type, occurredAt } }) => ({
    event_id: eventId,
    message_id: message.id,
    type: type ?? 'other',
    occurred_at: occurredAt,
  }));
  const inserted = await em.execute<{ event_id: string }[]>(
    `insert into provider_event (provider, event_id, message_id, type, occurred_at, received_at)
     select ?, event_id, message_id, type, occurred_at, ?
     from jsonb_to_recordset(?::jsonb) as r(event_id text, message_id uuid, type text, occurred_at timestamptz)
     on conflict do nothing returning event_id`,
    [provider, new Date(), JSON.stringify(rows)],
  );
  const ids = new Set(inserted.map(({ event_id }) => event_id));
  return matched.filter(({ report }) => ids.has(report.eventId));
}

async function advanceState(
  em: EntityManager,
  messageId: string,
  { occurredAt, mail: { providerId }, text, type }: ProviderReport & { readonly type: ReportType },
  cipher: BodyCipher,
): Promise<void> {
  // Of a mail whose content was purged or erased, nothing is stored again.
  const sealed = text === null ? null : cipher.sealText(text, messageId);
  await em.execute(
    `update message set state = ?, skip_reason = null, sent_at = coalesce(sent_at, ?), finished_at = ?,
       provider_id = coalesce(provider_id, ?), lease_until = null,
       provider_text = case when rendered is null then null else coalesce(?, provider_text) end
     where id = ? and coalesce(array_position(?::text[], state), 0) < array_position(?::text[], ?)`,
    [type, occurredAt, new Date(), providerId, sealed, messageId, stateOrder, stateOrder, type],
  );
}

const stateOrder = pgArray(reportTypes);

type Notice = { readonly message: Message; readonly kind: CaseNoticeKind; readonly occurredAt: Date };
type StoppingNotice = Notice & { readonly kind: 'bounced' | 'complained' };

const stopsMails = (notice: Notice): notice is StoppingNotice =>
  notice.kind === 'bounced' || notice.kind === 'complained';

/** What the case of a mail and the webhooks of its company are to learn. */
function toNotices({ message, report: { type, occurredAt } }: MatchedReport): Notice[] {
  const kind = type === 'suppressed' ? 'bounced' : caseNoticeKinds.find((noticed) => noticed === type);
  return kind ? [{ message, kind, occurredAt }] : [];
}

/** The first notice of each address, in the order of their hashes. */
const groupByHash = (notices: readonly StoppingNotice[]): [string, StoppingNotice][] =>
  [...Map.groupBy(notices, ({ message }) => message.personHash)]
    .flatMap(([hash, [first]]): [string, StoppingNotice][] => (first ? [[hash, first]] : []))
    .toSorted(([hashA], [hashB]) => (hashA < hashB ? -1 : 1));

async function insertNotices(em: EntityManager, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ message, kind, occurredAt }) => ({ message_id: message.id, kind, at: occurredAt }));
  await em.execute(
    `insert into case_notice (id, message_id, kind, occurred_at, attempts, next_try_at)
     select gen_random_uuid(), message_id, kind, at, 0, ${roundedNow}
     from jsonb_to_recordset(?::jsonb) as r(message_id uuid, kind text, at timestamptz)
     on conflict (message_id, kind) do nothing`,
    [JSON.stringify(rows)],
  );
}
