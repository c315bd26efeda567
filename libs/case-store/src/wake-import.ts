import type { FileImport } from './entities/file-import.ts';
import { OutboxRow } from './entities/outbox.ts';
import type { Em } from './store.ts';

/** Told before the starts of cases that wait: those of a long file may be many, and are due an hour later at the soonest. */
const aheadMs = 24 * 3_600_000;

/** Has Temporal told of an import, in the transaction that changes it; or not before `notBefore`. */
export async function wakeImport(
  em: Em,
  of: Pick<FileImport, 'id' | 'companyId'>,
  now: Date,
  notBefore?: Date,
): Promise<void> {
  await em.insert(OutboxRow, {
    companyId: of.companyId,
    caseId: null,
    introductionId: null,
    connectionId: null,
    importId: of.id,
    kind: 'import',
    wakeAt: notBefore ?? now,
    attempts: 0,
    nextAttemptAt: notBefore ?? new Date(now.getTime() - aheadMs),
    createdAt: now,
  });
}
