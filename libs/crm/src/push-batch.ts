import { VendorError } from '@goen/service-kit';
import type { CrmPush, CrmPushResult } from './crm-adapter.ts';

type Failed = Extract<CrmPushResult, { kind: 'failed' }>;
type KeepPush = Extract<CrmPush, { kind: 'keep' }>;
type ErasePush = Extract<CrmPush, { kind: 'erase' }>;

/** A push and its outcome so far. */
export type BatchEntry<P extends CrmPush = CrmPush> = {
  readonly push: P;
  remoteId: string | null;
  readonly notedEventIds: Set<string>;
  unsubscribedInCrm: boolean;
  failure: Failed | null;
};
export type KeepEntry = BatchEntry<KeepPush>;

export type PushBatch = {
  readonly entries: readonly BatchEntry[];
  /** Entries to keep that have not failed yet. */
  readonly keeps: () => KeepEntry[];
  /** Entries to erase that have not failed yet. */
  readonly erasures: () => BatchEntry<ErasePush>[];
  /**
   * Runs one step for some entries. A `VendorError` fails these entries only; but once the CRM refuses our access or
   * asks for a pause, no further step runs.
   */
  readonly attempt: (entries: readonly BatchEntry[], step: () => Promise<void>) => Promise<void>;
  /** Throws the first `VendorError` when every entry failed by one. */
  readonly results: () => CrmPushResult[];
};

/** `permanent`: retrying the same data cannot succeed. */
export const toRefusal = (detail: string, { permanent }: { readonly permanent: boolean }): Failed => ({
  kind: 'failed',
  code: 'refused',
  detail,
  permanent,
});

/** Collects the outcomes of a batch step by step: what got through counts even if a later step fails. */
export function createPushBatch(pushes: readonly CrmPush[]): PushBatch {
  const entries: BatchEntry[] = pushes.map((push) => ({
    push,
    remoteId: push.remoteId,
    notedEventIds: new Set(),
    unsubscribedInCrm: false,
    failure: null,
  }));
  const failedByError = new Set<BatchEntry>();
  let firstError: VendorError | null = null;
  let stoppedBy: VendorError | null = null;
  const pending = <K extends CrmPush['kind']>(kind: K) =>
    entries.filter(
      (entry): entry is BatchEntry<Extract<CrmPush, { kind: K }>> => entry.push.kind === kind && entry.failure === null,
    );
  const fail = (failed: readonly BatchEntry[], { fault, retryAfterMs }: VendorError) => {
    for (const entry of failed) {
      if (entry.failure !== null) continue;
      entry.failure = { kind: 'failed', ...fault, permanent: false, retryAfterMs };
      failedByError.add(entry);
    }
  };
  return {
    entries,
    keeps: () => pending('keep'),
    erasures: () => pending('erase'),
    async attempt(attempted, step) {
      if (attempted.length === 0) return;
      if (stoppedBy !== null) return fail(attempted, stoppedBy);
      try {
        await step();
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        firstError ??= error;
        if (['unauthorized', 'forbidden', 'rate_limited'].includes(error.fault.code)) stoppedBy = error;
        fail(attempted, error);
      }
    },
    results() {
      if (firstError !== null && failedByError.size === entries.length) throw firstError;
      return entries.map(toResult);
    },
  };
}

const toResult = ({ failure, remoteId, notedEventIds, unsubscribedInCrm }: BatchEntry): CrmPushResult =>
  failure ?? {
    kind: 'done',
    remoteId,
    notedEventIds: [...notedEventIds],
    ...(unsubscribedInCrm ? { unsubscribedInCrm } : {}),
  };

/** Records that no note of the entry needs another push. */
export function markNotesDone({ push, notedEventIds }: KeepEntry): void {
  for (const { eventId } of push.notes) notedEventIds.add(eventId);
}
