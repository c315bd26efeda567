import type { MailProviderName } from '@goen/contracts/public';
import { personHash } from '@goen/service-kit';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Message } from '../database/message.ts';
import { SendBatch } from '../database/send-batch.ts';
import type { ProviderReport, ReportType } from '../providers/provider-report.ts';

export type MatchedReport = { report: ProviderReport; message: Message };

/**
 * Finds the mail of each report: by our id; of a bounce or complaint without one, by address and time. Reports about
 * mails that are not ours are left out.
 */
export async function matchMessages(
  em: EntityManager,
  provider: MailProviderName,
  reports: readonly ProviderReport[],
  personHashKey: string,
): Promise<MatchedReport[]> {
  const [withId, withoutId] = [reports.filter(hasOurId), reports.filter((report) => !hasOurId(report))];
  const idByReport = new Map([
    ...(await findByOurId(em, withId)),
    ...(await findByAddress(em, provider, withoutId.filter(concernsAddress), personHashKey)),
  ]);
  const ids = [...new Set(idByReport.values())];
  const messages = ids.length === 0 ? [] : await em.find(Message, { id: { $in: ids } }, { exclude: ['rendered'] });
  const byId = new Map(messages.map((message) => [message.id, message as Message]));
  return reports.flatMap((report) => {
    const message = byId.get(idByReport.get(report) ?? '');
    return message ? [{ report, message }] : [];
  });
}

type ReportMatches = readonly (readonly [ProviderReport, string])[];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const readId = ({ mail: { id } }: ProviderReport): string | null => {
  if (id === null) return null;
  return 'message' in id ? id.message : id.batch;
};
/** An id that is none of ours in form is that of another system, or a placeholder. */
const hasOurId = (report: ProviderReport): boolean => uuid.test(readId(report) ?? '');

async function findByOurId(em: EntityManager, reports: readonly ProviderReport[]): Promise<ReportMatches> {
  const batchIds = reports.flatMap(({ mail: { id } }) => (id !== null && 'batch' in id ? [id.batch] : []));
  const batches = batchIds.length === 0 ? [] : await em.find(SendBatch, { id: { $in: batchIds } });
  const messageIdByBatch = new Map(batches.map(({ id, messageIds }) => [id, messageIds[0]]));
  return reports.flatMap((report): ReportMatches => {
    const { id } = report.mail;
    const messageId = id === null || 'message' in id ? id?.message : messageIdByBatch.get(id.batch);
    return messageId === undefined ? [] : [[report, messageId]];
  });
}

/** What is true of an address whichever of its mails it is about; other reports need the very mail. */
const aboutAddress: ReadonlySet<ReportType | null> = new Set(['suppressed', 'bounced', 'complained'] as const);
const concernsAddress = ({ type, mail }: ProviderReport): boolean => aboutAddress.has(type) && mail.address !== null;

/** People complain about mails that are weeks old. */
const maxDaysSinceMail = 30;

/**
 * The mail with the provider's own id, else the latest that was out by the time of the report. One day is left for times
 * without an offset and for clocks that differ.
 */
async function findByAddress(
  em: EntityManager,
  provider: MailProviderName,
  reports: readonly ProviderReport[],
  personHashKey: string,
): Promise<ReportMatches> {
  if (reports.length === 0) return [];
  const rows = reports.map(({ mail: { address, providerId }, occurredAt }, index) => ({
    index,
    hash: personHash(address ?? '', personHashKey),
    provider_id: providerId,
    at: occurredAt,
  }));
  const found = await em.execute<{ index: number; id: string }[]>(
    `select distinct on (r.index) r.index, m.id
     from jsonb_to_recordset(?::jsonb) as r(index int, hash text, provider_id text, at timestamptz)
     join message m on m.person_hash = r.hash and m.provider = ?
       and m.first_tried_at between r.at - make_interval(days => ?) and r.at + interval '1 day'
       and (m.state <> 'skipped' or m.maybe_sent_since is not null)
     order by r.index, starts_with(r.provider_id, m.provider_id) desc nulls last,
       m.first_tried_at <= r.at desc, abs(extract(epoch from r.at - m.first_tried_at)), m.id`,
    [JSON.stringify(rows), provider, maxDaysSinceMail],
  );
  return found.flatMap(({ index, id }): ReportMatches => {
    const report = reports[index];
    return report ? [[report, id]] : [];
  });
}
