import type { CaseEvent, RejectionReport } from '@goen/contracts/public';
import type { z } from 'zod';
import type { ColumnMap } from './files/index.ts';

/** Where vendors are reached when not at their own addresses: local servers, from the environment. */
export type VendorAddresses = {
  readonly [vendor in 'herp' | 'zohoRecruit' | 'zohoAccounts' | 'hubspot']?: string | undefined;
};

/** A company's connection as a vendor's code sees it: settings and secrets as its schemas read them. */
export type OpenConnection<S, K> = {
  readonly id: string;
  readonly settings: S;
  readonly secrets: K;
};

export type VendorContext = {
  readonly addresses: VendorAddresses;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Waits out a vendor's limit; by the wall's clock unless told. */
  readonly pause?: (ms: number) => Promise<void>;
};

/** What a system tells: a rejection, an event after one, or nothing that is taken, and why. */
export type ReportedItem =
  | { readonly kind: 'rejection'; readonly report: RejectionReport }
  | { readonly kind: 'event'; readonly event: CaseEvent }
  | { readonly kind: 'ignored'; readonly reason: string }
  | {
      readonly kind: 'refused';
      readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
    };

/** A file is handed in. */
export type FileChannel<S> = {
  /** The map of columns for a header; null when the company has to save one. */
  readonly findColumns: (header: readonly string[], settings: S) => ColumnMap | null;
  readonly rejectionStatuses: (settings: S) => readonly string[];
  /** A row without a mail address is refused. */
  readonly addressRequired: boolean;
};

export type PollContext = VendorContext & {
  /** Which of these applications we know as rejected by this connection, not taken back since; and when they were. */
  readonly findRejected: (applicationIds: readonly string[]) => Promise<ReadonlyMap<string, Date>>;
};

/** We ask, again and again. Each page is accepted, and its cursor kept, before the next is asked for. */
export type PollChannel<S, K> = {
  readonly everyMinutes: (settings: S) => number;
  readonly poll: (
    connection: OpenConnection<S, K>,
    cursor: Readonly<Record<string, unknown>> | null,
    context: PollContext,
  ) => AsyncIterable<{ readonly items: readonly ReportedItem[]; readonly cursor: Readonly<Record<string, unknown>> }>;
};

export type HookRequest = {
  readonly headers: Headers;
  readonly url: URL;
  /** As it came: what a signature is of. */
  readonly body: Uint8Array;
};

/** It calls `POST /v1/hooks/{connection}`. */
export type HookChannel<S, K> = {
  /** True when the request is surely from the system, and not older than its tolerance. */
  readonly verify: (connection: OpenConnection<S, K>, request: HookRequest, now: Date) => boolean;
  /** The delivery's own id, to know a repeat; null where it has none. */
  readonly deliveryId: (request: HookRequest) => string | null;
  /** What it tells. `now`: when it came first. */
  readonly read: (connection: OpenConnection<S, K>, request: HookRequest, now: Date) => readonly ReportedItem[];
};

/**
 * One system that reports rejections. A new one is a file in `vendors/`, its line in the list there, its fixtures and
 * a page in docs/ats.
 */
export type AtsVendor<S = unknown, K = unknown> = {
  /** Names it in the API, and in `source.ats` of what it reports. */
  readonly kind: string;
  readonly name: string;
  readonly settings: z.ZodType<S>;
  readonly secrets: z.ZodType<K>;
  readonly file?: FileChannel<S>;
  readonly poll?: PollChannel<S, K>;
  readonly hook?: HookChannel<S, K>;
  /** Asks the system something harmless; throws `VendorError` when it does not let us in. */
  readonly test?: (connection: OpenConnection<S, K>, context: VendorContext) => Promise<void>;
};

/** Keeps a vendor's own types within its file: outside of it settings and secrets are what its schemas made of them. */
export const atsVendor = <S, K>(vendor: AtsVendor<S, K>): AtsVendor => vendor as unknown as AtsVendor;
