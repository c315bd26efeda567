import { randomUUID } from 'node:crypto';
import type { MailProviderName } from '@goen/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Message } from '../database/message.ts';
import { CaseNotice } from '../database/provider-event.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { MailContext } from '../mail-context.ts';
import { suppressHash } from '../suppressions/suppress.ts';
import { type ProviderReport, type ReportType, reportTypes } from './provider-report.ts';

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
    // In one order, so that two posts with the same mails never wait for each other in a circle.
    for (const report of reports.toSorted((a, b) => a.eventId.localeCompare(b.eventId))) {
      const message = await messageOf(em, report);
      if (message && (await isNew(em, provider, message.id, report)) && report.type !== null) {
        await apply(em, message, report, report.type);
      }
    }
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function messageOf(em: EntityManager, { mail }: ProviderReport): Promise<Message | null> {
  if ('messageId' in mail) return uuid.test(mail.messageId) ? em.findOne(Message, { id: mail.messageId }) : null;
  const batch = uuid.test(mail.batchId) ? await em.findOne(SendBatch, { id: mail.batchId }) : null;
  const [id] = batch?.messageIds ?? [];
  return id === undefined ? null : em.findOne(Message, { id });
}

async function isNew(em: EntityManager, provider: MailProviderName, messageId: string, report: ProviderReport) {
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
  const source = type === 'suppressed' ? 'provider' : 'service';
  await suppressHash(em, personHash, { company, scope: 'all', reason: kind }, source);
  const notice = { messageId: id, kind, occurredAt, attempts: 0, nextTryAt: new Date(), toldAt: null } as const;
  await em.upsert(
    CaseNotice,
    { id: randomUUID(), ...notice },
    { onConflictFields: ['messageId', 'kind'], onConflictAction: 'ignore' },
  );
}

const order = `{${reportTypes.join(',')}}`;
