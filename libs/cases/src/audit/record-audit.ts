import { type AuditData, AuditEvent, type Em, noteChange } from '@goen/case-store';
import { type Actor, formatActor } from '@goen/contracts/workflow';
import { newId } from '../new-id.ts';
import { findTopics } from './find-topics.ts';
import { hashAuditEntry } from './hash-audit-entry.ts';

/** Who makes a change and, when it came over HTTP, from which network. */
export type AuditActor = Actor & { readonly network?: string | null };

export type NewAuditEvent = {
  /** Null: a change of the operator's own settings. */
  readonly companyId: string | null;
  readonly actor: AuditActor;
  /** `<noun>.<past participle>`, such as `settings.changed`. */
  readonly action: `${string}.${string}`;
  readonly subject: { readonly type: string; readonly id: string };
  /** Ids and names of fields; never personal data. */
  readonly data?: AuditData;
};

/** Records who did what, in the transaction of the change: both are committed, or neither. */
export async function recordAudit(em: Em, event: NewAuditEvent): Promise<void> {
  const entry = {
    id: newId(),
    companyId: event.companyId,
    occurredAt: new Date(),
    actor: formatActor(event.actor),
    action: event.action,
    subjectType: event.subject.type,
    subjectId: event.subject.id,
    data: event.data ?? {},
    network: event.actor.network ?? null,
  };
  if (event.companyId !== null) noteChange(event.companyId, 'audit', ...findTopics(event.action));
  await em.insert(AuditEvent, { ...entry, entryHash: hashAuditEntry(entry), seq: null, hash: null });
}
