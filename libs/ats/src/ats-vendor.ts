import type { UndatedRejections } from '@goen/contracts/public';
import type { z } from 'zod';
import type { ColumnMap } from './files/column-map.ts';
import type { ReportedItem } from './reported-item.ts';
import type { SelectionNews } from './selection.ts';

/** Overrides of vendors' base URLs, for local servers; from the environment. */
export type VendorAddresses = {
  readonly [vendor in 'herp' | 'zohoRecruit' | 'zohoAccounts' | 'hubspot']?: string | undefined;
};

/** A connection with its settings and secrets decrypted and parsed by the vendor's schemas. */
export type OpenConnection<S, K> = {
  readonly id: string;
  readonly settings: S;
  readonly secrets: K;
};

export type VendorContext = {
  readonly addresses: VendorAddresses;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Waits out a vendor's rate limit; a real timer by default. */
  readonly pause?: (ms: number) => Promise<void>;
};

/** The company uploads files. */
type FileChannel<S> = {
  /** The column map for a header; null when the company has to save one. */
  readonly findColumns: (header: readonly string[], settings: S) => ColumnMap | null;
  readonly rejectionStatuses: (settings: S) => readonly string[];
  /** Nobody with one of these is mailed about a rejection. */
  readonly offerStatuses: (settings: S) => readonly string[];
  /** Nobody with one of these is in selection any more. */
  readonly endedStatuses: (settings: S) => readonly string[];
  /** What happens to rejections without a date; null until the company has chosen. */
  readonly undatedRejections: (settings: S) => UndatedRejections | null;
  /** Whether a file without a column of mail addresses is refused. */
  readonly addressRequired: boolean;
};

export type PollContext = VendorContext & {
  /** When each of these applications was rejected on this connection; without the unknown and the un-rejected ones. */
  readonly findRejected: (applicationIds: readonly string[]) => Promise<ReadonlyMap<string, Date>>;
};

/** Goen reads the vendor's API on a schedule. Each page is accepted and its cursor stored before the next is read. */
type PollChannel<S, K> = {
  readonly everyMinutes: (settings: S) => number;
  readonly poll: (
    connection: OpenConnection<S, K>,
    cursor: Readonly<Record<string, unknown>> | null,
    context: PollContext,
  ) => AsyncIterable<{
    readonly items: readonly ReportedItem[];
    readonly selection?: SelectionNews;
    readonly cursor: Readonly<Record<string, unknown>>;
  }>;
};

export type HookRequest = {
  readonly headers: Headers;
  readonly url: URL;
  /** The raw bytes: signatures cover these. */
  readonly body: Uint8Array;
};

/** The vendor calls `POST /v1/hooks/{connection}`. */
type HookChannel<S, K> = {
  /** Whether the request is authentic and no older than the vendor's tolerance. */
  readonly verify: (connection: OpenConnection<S, K>, request: HookRequest, now: Date) => boolean | Promise<boolean>;
  /** The vendor's ID of the delivery, to recognise repeats; null where it sends none. */
  readonly deliveryId: (request: HookRequest) => string | null;
  /** Parses the request. `now`: when it was first received. */
  readonly read: (
    connection: OpenConnection<S, K>,
    request: HookRequest,
    now: Date,
  ) => readonly ReportedItem[] | Promise<readonly ReportedItem[]>;
  /** What the request says about applications in selection; null: nothing. For vendors that report stages. */
  readonly readSelection?: (
    connection: OpenConnection<S, K>,
    request: HookRequest,
    now: Date,
  ) => SelectionNews | null | Promise<SelectionNews | null>;
};

/**
 * One system that reports rejections. A new one is a file or folder in `vendors/`, its line in `vendors/index.ts`, its
 * fixtures and a page in docs/ats.
 */
export type AtsVendor<S = unknown, K = unknown> = {
  /** Its name in the API, and in `source.ats` of its reports. */
  readonly kind: string;
  readonly name: string;
  readonly settings: z.ZodType<S>;
  readonly secrets: z.ZodType<K>;
  /** Where a recruiter opens an application, for `fillApplicationUrl`; null: unknown. */
  readonly applicationUrl?: (settings: S) => string | null;
  readonly file?: FileChannel<S>;
  readonly poll?: PollChannel<S, K>;
  readonly hook?: HookChannel<S, K>;
  /** Makes a harmless call; throws `VendorError` when the vendor refuses access. */
  readonly test?: (connection: OpenConnection<S, K>, context: VendorContext) => Promise<void>;
};

/** Hides the vendor's own types: callers pass the settings and secrets that its schemas parsed. */
export const defineAtsVendor = <S, K>(vendor: AtsVendor<S, K>): AtsVendor => vendor as unknown as AtsVendor;
