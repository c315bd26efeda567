import { randomUUID } from 'node:crypto';
import type { MailProviderName } from '@goen/contracts/public';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Message } from '../database/message.ts';
import { CaseNotice, type CaseNoticeKind } from '../database/provider-event.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { MailContext } from '../mail-context.ts';
import { type ProviderReport, type ReportType, reportTypes } from '../providers/provider-report.ts';
import { suppressPersonHash } from '../suppressions/suppress.ts';

type Found = { report: ProviderReport; message: Message };

/**
 * Moves the states of mails on, once an event for ever, right in any order: a state gives way only to one that outdoes
 * it. A permanent bounce or complaint suppresses the address everywhere, and its case is told. Mails that are not ours
 * are passed over.
 */
export async function recordReports(
  { orm, logger }: MailContext,
  provider: MailProviderName,
  reports: readonly ProviderReport[],
): Promise<void> {
  const recorded = await orm.em.fork().transactional(async (em) => {
    const unknown = await dropRecorded(em, provider, reports);
    const found = inLockOrder(await matchMessages(em, unknown));
    // All of a kind before the next kind, each in one order: posts never wait for each other in a circle.
    const fresh = await insertEvents(em, provider, found);
    for (const { report, message } of fresh)
      if (report.type !== null) await advanceState(em, message, report, report.type);
    const notices = fresh.flatMap(toNotices);
    for (const [hash, { kind, message }] of byHash(notices))
      await suppressPersonHash(em, hash, { company: message.companyId, scope: 'all', reason: kind });
    for (const notice of notices) await insertNotice(em, notice);
    return fresh;
  });
  // Its case holds it for sent: a person has to look why the provider gave it up.
  for (const { report, message } of recorded) {
    if (report.type === 'failed') logger.error({ messageId: message.id, provider }, 'a mail failed that was taken');
  }
}

/** Most of a repeated post is known already. */
async function dropRecorded(em: EntityManager, provider: MailProviderName, reports: readonly ProviderReport[]) {
  const rows = await em.execute<{ event_id: string }[]>(
    `select event_id from provider_event
     where provider = ? and event_id in (select jsonb_array_elements_text(?::jsonb))`,
    [provider, JSON.stringify(reports.map(({ eventId }) => eventId))],
  );
  const known = new Set(rows.map(({ event_id }) => event_id));
  return reports.filter(({ eventId }) => !known.has(eventId));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function matchMessages(em: EntityManager, reports: readonly ProviderReport[]): Promise<Found[]> {
  const batchIds = reports.flatMap(({ mail }) => ('batchId' in mail && uuid.test(mail.batchId) ? [mail.batchId] : []));
  const batches = batchIds.length === 0 ? [] : await em.find(SendBatch, { id: { $in: batchIds } });
  const ofBatch = new Map(batches.map(({ id, messageIds }) => [id, messageIds[0]]));
  const named = reports.map((report) => {
    const { mail } = report;
    return { report, id: 'messageId' in mail ? mail.messageId : ofBatch.get(mail.batchId) };
  });
  const ids = named.flatMap(({ id }) => (id !== undefined && uuid.test(id) ? [id] : []));
  const messages = ids.length === 0 ? [] : await em.find(Message, { id: { $in: ids } }, { exclude: ['rendered'] });
  const byId = new Map(messages.map((message) => [message.id, message as Message]));
  return named.flatMap(({ report, id }) => {
    const message = id === undefined ? undefined : byId.get(id);
    return message ? [{ report, message }] : [];
  });
}

/** By mail, then event. */
const inLockOrder = (found: readonly Found[]): Found[] =>
  found.toSorted((a, b) => {
    const [one, other] = [a, b].map(({ message, report }) => `${message.id} ${report.eventId}`);
    return (one ?? '') < (other ?? '') ? -1 : 1;
  });

/** Those that were not known yet, in the order given. */
async function insertEvents(em: EntityManager, provider: MailProviderName, found: readonly Found[]): Promise<Found[]> {
  const rows = found.map(({ message, report: { eventId, type, occurredAt } }) => ({
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
  return found.filter(({ report }) => ids.has(report.eventId));
}

async function advanceState(
  em: EntityManager,
  { id }: Message,
  { occurredAt, providerId }: ProviderReport,
  type: ReportType,
): Promise<void> {
  await em.execute(
    `update message set state = ?, skip_reason = null, sent_at = coalesce(sent_at, ?), finished_at = ?,
       provider_id = coalesce(provider_id, ?), lease_until = null
     where id = ? and coalesce(array_position(?::text[], state), 0) < array_position(?::text[], ?)`,
    [type, occurredAt, new Date(), providerId, id, order, order, type],
  );
}

const order = `{${reportTypes.join(',')}}`;

type Notice = { readonly message: Message; readonly kind: CaseNoticeKind; readonly occurredAt: Date };

/** What the case of a mail must learn. */
function toNotices({ message, report: { type, occurredAt } }: Found): Notice[] {
  if (type === 'complained') return [{ message, kind: 'complained', occurredAt }];
  return type === 'bounced' || type === 'suppressed' ? [{ message, kind: 'bounced', occurredAt }] : [];
}

/** The first notice of each address, in the order of their hashes. */
const byHash = (notices: readonly Notice[]): [string, Notice][] =>
  [...Map.groupBy(notices, ({ message }) => message.personHash)]
    .flatMap(([hash, [first]]): [string, Notice][] => (first ? [[hash, first]] : []))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));

async function insertNotice(em: EntityManager, { message, kind, occurredAt }: Notice): Promise<void> {
  const due = { attempts: 0, nextAttemptAt: new Date(), notifiedAt: null } as const;
  await em.upsert(
    CaseNotice,
    { id: randomUUID(), messageId: message.id, kind, occurredAt, ...due },
    { onConflictFields: ['messageId', 'kind'], onConflictAction: 'ignore' },
  );
}
