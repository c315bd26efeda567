import { VendorError } from '@goen/service-kit';
import type { SinkPush, SinkResult } from './sink.ts';

type Failed = Extract<SinkResult, { kind: 'failed' }>;
export type KeepPush = Extract<SinkPush, { kind: 'keep' }>;
export type ErasePush = Extract<SinkPush, { kind: 'erase' }>;

/** A push and what came of it so far. */
export type Slot<P extends SinkPush = SinkPush> = {
  readonly push: P;
  remoteId: string | null;
  readonly noted: Set<string>;
  unsubscribedThere: boolean;
  fault: Failed | null;
};

export type Slots = {
  readonly all: readonly Slot[];
  /** Those without a fault so far. */
  readonly kept: () => Slot<KeepPush>[];
  readonly erased: () => Slot<ErasePush>[];
  /** Does one step for some. What a call throws is theirs; after a refusal of us, or of our pace, no more is asked. */
  readonly attempt: (slots: readonly Slot[], step: () => Promise<void>) => Promise<void>;
  /** Throws when every one failed by what was thrown. */
  readonly results: () => SinkResult[];
};

export const refusal = (what: string, { permanent = true } = {}): Failed => ({
  kind: 'failed',
  code: 'refused',
  detail: what,
  permanent,
});

/** The outcomes of a batch, filled in step by step: what got there counts although a later step fails. */
export function openSlots(pushes: readonly SinkPush[]): Slots {
  const all: Slot[] = pushes.map((push) => ({
    push,
    remoteId: push.remoteId,
    noted: new Set(),
    unsubscribedThere: false,
    fault: null,
  }));
  const thrown = new Set<Slot>();
  let ending: VendorError | null = null;
  const live = <K extends SinkPush['kind']>(kind: K) =>
    all.filter((slot): slot is Slot<Extract<SinkPush, { kind: K }>> => slot.push.kind === kind && slot.fault === null);
  const fail = (slots: readonly Slot[], { fault, retryAfterMs }: VendorError) => {
    for (const slot of slots) {
      if (slot.fault !== null) continue;
      slot.fault = { kind: 'failed', ...fault, permanent: false, retryAfterMs };
      thrown.add(slot);
    }
  };
  let first: VendorError | null = null;
  return {
    all,
    kept: () => live('keep'),
    erased: () => live('erase'),
    async attempt(slots, step) {
      if (slots.length === 0) return;
      if (ending !== null) return fail(slots, ending);
      try {
        await step();
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        first ??= error;
        if (['unauthorized', 'forbidden', 'rate_limited'].includes(error.fault.code)) ending = error;
        fail(slots, error);
      }
    },
    results() {
      if (first !== null && thrown.size === all.length) throw first;
      return all.map(
        ({ fault, remoteId, noted, unsubscribedThere }) =>
          fault ?? { kind: 'done', remoteId, noted: [...noted], ...(unsubscribedThere ? { unsubscribedThere } : {}) },
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
