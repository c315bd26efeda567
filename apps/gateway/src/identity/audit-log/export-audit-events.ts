import type { AuditEvent, Em } from '@goen/case-store';
import { findAuditEvents, toAuditEntry, viewAuditEvents } from '@goen/cases';
import type { AuditEventView, AuditFilters } from '@goen/contracts/public';
import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';

export type AuditExport = {
  readonly companyId: string | null;
  readonly filters: AuditFilters;
  readonly inTransaction: <T>(work: (em: Em) => Promise<T>) => Promise<T>;
};

const eventsPerRead = 500;

/** The audit log as CSV or NDJSON, oldest first, read page by page. */
export async function* exportAuditEvents(
  { companyId, filters, inTransaction }: AuditExport,
  as: 'csv' | 'ndjson',
): AsyncGenerator<string> {
  if (as === 'csv') yield renderCsvHeader(headings);
  const limit = eventsPerRead;
  for (let after = 0; ; ) {
    const page = { companyId, filters, after, limit, order: 'oldest' as const };
    const { events, text } = await inTransaction(async (em) => {
      const found = await findAuditEvents(em, page);
      return { events: found, text: as === 'csv' ? await toCsv(em, found) : found.map(toLine).join('') };
    });
    yield text;
    const last = events.at(-1)?.seq;
    if (events.length < limit || !last) return;
    after = last;
  }
}

const toLine = (event: AuditEvent): string =>
  `${JSON.stringify({ seq: event.seq, entry: toAuditEntry(event), entry_hash: event.entryHash, hash: event.hash })}\n`;

const toCsv = async (em: Em, events: readonly AuditEvent[]): Promise<string> =>
  renderCsvRows((await viewAuditEvents(em, events)).map(toCells));

const headings = [
  '連番',
  '日時',
  '操作者の種類',
  '操作者ID',
  '操作者名',
  '操作',
  '対象の種類',
  '対象ID',
  '内容',
  '接続元ネットワーク',
  '記録のハッシュ',
  '連鎖のハッシュ',
];

const toCells = ({ seq, occurred_at: at, actor, action, subject, data, network, ...hashes }: AuditEventView) => [
  seq,
  at,
  actor.kind,
  actor.id,
  actor.name,
  action,
  subject.type,
  subject.id,
  JSON.stringify(data),
  network,
  hashes.entry_hash,
  hashes.hash,
];
