import type { FileImport } from './entities/file-import.ts';
import { OutboxRow } from './entities/outbox.ts';
import type { Em } from './sessions.ts';

/** Puts imports ahead of the case starts in the outbox: a long file starts many cases, none due within the hour. */
const aheadMs = 24 * 3_600_000;

/** Enqueues a wake-up of an import in the transaction that changes it; it is not sent before `notBefore`. */
export async function wakeImport(
  em: Em,
  fileImport: Pick<FileImport, 'id' | 'companyId'>,
  now: Date,
  notBefore?: Date,
): Promise<void> {
  await em.insert(OutboxRow, {
    companyId: fileImport.companyId,
    caseId: null,
    introductionId: null,
    connectionId: null,
    importId: fileImport.id,
    kind: 'import',
    stage: null,
    nextStep: null,
    background: false,
    wakeAt: notBefore ?? now,
    attempts: 0,
    nextAttemptAt: notBefore ?? new Date(now.getTime() - aheadMs),
    createdAt: now,
  });
}
