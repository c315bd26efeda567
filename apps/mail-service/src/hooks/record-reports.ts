import { randomUUID } from 'node:crypto';
import type { MailProviderName } from '@goen/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Message } from '../database/message.ts';
import { CaseNotice } from '../database/provider-event.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { MailContext } from '../mail-context.ts';
import { suppressHash } from '../suppressions/suppress.ts';
import { type ProviderReport, type ReportType, reportTypes } from './provider-report.ts';

type Found = { report: ProviderReport; message: Message };

/**
 * Moves the states of mails on, once an event for ever, right in any order: a state gives way only to one that outdoes
 * it. A permanent bounce or complaint suppresses the address everywhere, and its case is told. Mails that are not ours
 * are passed over.
 */
export async function recordReports(
  { orm }: MailContext,
  provider: MailProviderName,
  reports: readonly ProviderReport[],
): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const unknown = await unknownOf(em, provider, reports);
    const found = inOneOrder(await messagesOf(em, unknown));
    for (const { report, message } of found) {
      const isNew = await insertEvent(em, provider, message.id, report);
      if (isNew && report.type !== null) await apply(em, message, report, report.type);
    }
  });
}

/** Most of a repeated post is known already. */
async function unknownOf(em: EntityManager, provider: MailProviderName, reports: readonly ProviderReport[]) {
  const rows = await em.execute<{ event_id: string }[]>(
    `select event_id from provider_event
     where provider = ? and event_id in (select jsonb_array_elements_text(?::jsonb))`,
    [provider, JSON.stringify(reports.map(({ eventId }) => eventId))],
  );
  const known = new Set(rows.map(({ event_id }) => event_id));
  return reports.filter(({ eventId }) => !known.has(eventId));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function messagesOf(em: EntityManager, reports: readonly ProviderReport[]): Promise<Found[]> {
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

/** By mail, then event: two posts with the same mails never wait for each other in a circle. */
const inOneOrder = (found: readonly Found[]): Found[] =>
  found.toSorted((a, b) => {
    const [one, other] = [a, b].map(({ message, report }) => `${message.id} ${report.eventId}`);
    return (one ?? '') < (other ?? '') ? -1 : 1;
  });

async function insertEvent(em: EntityManager, provider: MailProviderName, messageId: string, report: ProviderReport) {
  const { eventId, type, occurredAt } = report;
  const inserted = await em.execute<unknown[]>(
    `insert into provider_event (provider, event_id, message_id, type, occurred_at, received_at)
     values (?, ?, ?, ?, ?, ?) on conflict do nothing returning event_id`,
    [provider, eventId, messageId, type ?? 'other', occurredAt, new Date()],
  );
  return inserted.length === 1;
}

async function apply(
  em: EntityManager,
  { id, personHash, companyId: company }: Message,
  { occurredAt, providerId }: ProviderReport,
  type: ReportType,
): Promise<void> {
  await em.execute(
    `update message set state = ?, skip_reason = null, sent_at = coalesce(sent_at, ?), finished_at = ?,
       provider_id = coalesce(provider_id, ?), lease_until = null
     where id = ? and coalesce(array_position(?::text[], state), 0) < array_position(?::text[], ?)`,
    [type, occurredAt, new Date(), providerId, id, order, order, type],
  );
  if (type !== 'bounced' && type !== 'complained' && type !== 'suppressed') return;
  const kind = type === 'complained' ? 'complained' : 'bounced';
  await suppressHash(em, personHash, { company, scope: 'all', reason: kind });
  const notice = { messageId: id, kind, occurredAt, attempts: 0, nextTryAt: new Date(), toldAt: null } as const;
  await em.upsert(
    CaseNotice,
    { id: randomUUID(), ...notice },
    { onConflictFields: ['messageId', 'kind'], onConflictAction: 'ignore' },
  );
}

const order = `{${reportTypes.join(',')}}`;
