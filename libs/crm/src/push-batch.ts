import { VendorError } from '@goen/service-kit';
import type { CrmPush, CrmPushResult } from './crm-adapter.ts';

type Failed = Extract<CrmPushResult, { kind: 'failed' }>;
export type KeepPush = Extract<CrmPush, { kind: 'keep' }>;
export type ErasePush = Extract<CrmPush, { kind: 'erase' }>;

/** A push and what came of it so far. */
export type BatchEntry<P extends CrmPush = CrmPush> = {
  readonly push: P;
  remoteId: string | null;
  readonly notedEventIds: Set<string>;
  unsubscribedInCrm: boolean;
  fault: Failed | null;
};

export type PushBatch = {
  readonly all: readonly BatchEntry[];
  /** Those without a fault so far. */
  readonly kept: () => BatchEntry<KeepPush>[];
  readonly erased: () => BatchEntry<ErasePush>[];
  /** Does one step for some. What a call throws is theirs; after a refusal of us, or of our pace, no more is asked. */
  readonly attempt: (batch: readonly BatchEntry[], step: () => Promise<void>) => Promise<void>;
  /** Throws when every one failed by what was thrown. */
  readonly results: () => CrmPushResult[];
};

export const refusal = (what: string, { permanent = true } = {}): Failed => ({
  kind: 'failed',
  code: 'refused',
  detail: what,
  permanent,
});

/** The outcomes of a batch, filled in step by step: what got there counts although a later step fails. */
export function createPushBatch(pushes: readonly CrmPush[]): PushBatch {
  const all: BatchEntry[] = pushes.map((push) => ({
    push,
    remoteId: push.remoteId,
    notedEventIds: new Set(),
    unsubscribedInCrm: false,
    fault: null,
  }));
  const thrown = new Set<BatchEntry>();
  let ending: VendorError | null = null;
  const live = <K extends CrmPush['kind']>(kind: K) =>
    all.filter(
      (entry): entry is BatchEntry<Extract<CrmPush, { kind: K }>> => entry.push.kind === kind && entry.fault === null,
    );
  const fail = (batch: readonly BatchEntry[], { fault, retryAfterMs }: VendorError) => {
    for (const entry of batch) {
      if (entry.fault !== null) continue;
      entry.fault = { kind: 'failed', ...fault, permanent: false, retryAfterMs };
      thrown.add(entry);
    }
  };
  let first: VendorError | null = null;
  return {
    all,
    kept: () => live('keep'),
    erased: () => live('erase'),
    async attempt(batch, step) {
      if (batch.length === 0) return;
      if (ending !== null) return fail(batch, ending);
      try {
        await step();
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        first ??= error;
        if (['unauthorized', 'forbidden', 'rate_limited'].includes(error.fault.code)) ending = error;
        fail(batch, error);
      }
    },
    results() {
      if (first !== null && thrown.size === all.length) throw first;
      return all.map(
        ({ fault, remoteId, notedEventIds, unsubscribedInCrm }) =>
          fault ?? {
            kind: 'done',
            remoteId,
            notedEventIds: [...notedEventIds],
            ...(unsubscribedInCrm ? { unsubscribedInCrm } : {}),
          },
      );
    },
  };
}

/** Parts of a list, each with at most `size` of it. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
