import { createHash } from 'node:crypto';
import type { AuditEvent } from '@goen/case-store';
import canonicalize from 'canonicalize';

export type AuditEntry = Pick<
  AuditEvent,
  'id' | 'companyId' | 'occurredAt' | 'actor' | 'action' | 'subjectType' | 'subjectId' | 'data' | 'network'
>;

const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is hashed of an event; the NDJSON export writes it as it is. */
export const toAuditEntry = (entry: AuditEntry) => ({
  id: entry.id,
  company_id: entry.companyId ?? null,
  occurred_at: entry.occurredAt.toISOString(),
  actor: entry.actor,
  action: entry.action,
  subject: { type: entry.subjectType, id: entry.subjectId },
  data: entry.data,
  network: entry.network ?? null,
});

/** SHA-256 of the entry as canonical JSON (RFC 8785). */
export const hashAuditEntry = (entry: AuditEntry): string => hashText(canonicalize(toAuditEntry(entry)) ?? '');

/** The hash of the first event's predecessor. */
export const firstAuditHash = '0'.repeat(64);

/** What the database's trigger computes for the event at `seq`. */
export const linkAuditHash = (previous: string, seq: number, entryHash: string): string =>
  hashText(`${previous}:${seq}:${entryHash}`);
