import type { OpenConnection, VendorContext } from '@goen/ats';
import type { FactKind } from '@goen/contracts/internal';
import type { ConsentState, StageKind, Tag, VendorFault } from '@goen/contracts/public';
import type { Sender } from '@goen/service-kit/outbound';
import type { z } from 'zod';

/** A candidate as a CRM may see them, read at the time of the push. */
export type CrmCandidate = {
  readonly candidateId: string;
  readonly familyName: string | null;
  readonly givenName: string | null;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly phones: readonly string[];
  readonly prefecture: string | null;
  readonly tags: readonly Tag[];
  readonly lastStage: StageKind;
  readonly lastRejectedAt: string;
  readonly lastJob: string | null;
  /** The person does not want our follow-up mails, or they cannot be delivered. */
  readonly unsubscribed: boolean;
  readonly relayConsent: ConsentState;
  readonly status: CrmStatus;
  /** IDs of the candidate's applications in this connection's system, for a system that is both ATS and CRM. */
  readonly applicationIds: readonly string[];
};
/** Where the follow-up stands. */
export const crmStatuses = ['open', 'reapplied', 'hired', 'closed', 'withdrawn'] as const;
export type CrmStatus = (typeof crmStatuses)[number];

/** A fact worth a note. `eventId` is ours: it is written into the note, so that an existing note is found again. */
export type CrmNote = {
  readonly eventId: string;
  readonly kind: FactKind;
  readonly at: string;
  /** One Japanese sentence that names no other company. */
  readonly text: string;
};

/**
 * What the CRM must receive about one candidate. `remoteId`: the CRM's ID from the last push. `version`: increases with
 * every change of the candidate; a retry of the same push keeps it.
 */
export type CrmPush =
  | {
      readonly kind: 'keep';
      readonly candidate: CrmCandidate;
      readonly version: number;
      readonly remoteId: string | null;
      /** Earlier addresses under which the CRM may know the candidate. */
      readonly formerAddresses: readonly string[];
      readonly notes: readonly CrmNote[];
      /** An earlier push may have arrived although its answer was lost: check for existing notes before writing. */
      readonly mayBeRepeat: boolean;
      /** Nothing changed: only read what the person chose in the CRM. For adapters with `recheckAfterMs`. */
      readonly recheckOnly: boolean;
    }
  | {
      readonly kind: 'erase';
      readonly candidateId: string;
      readonly version: number;
      readonly remoteId: string | null;
      /** Every address under which the CRM may know the candidate. */
      readonly addresses: readonly string[];
      /** `merged`: the person lives on in another record and may still be written to. */
      readonly reason: 'erased' | 'merged';
      /** The CRM's ID of that other record: never deleted, whatever its address. */
      readonly survivorId: string | null;
    };

export type CrmPushResult =
  | {
      readonly kind: 'done';
      readonly remoteId: string | null;
      /** Notes that need no further push: written, or of a kind the CRM does not take. */
      readonly notedEventIds: readonly string[];
      /** The person unsubscribed in the CRM: they get no follow-up mails from us either. */
      readonly unsubscribedInCrm?: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly code: VendorFault['code'];
      readonly detail: string;
      /** The CRM rejected this candidate's data: retrying the same push cannot succeed. */
      readonly permanent: boolean;
      readonly retryAfterMs?: number | null;
    };

/** One access token shared by all callers; `refresh` runs once for all of them when the token has expired. */
export type TokenStore = {
  readonly get: (refresh: () => Promise<{ token: string; expiresInMs: number }>) => Promise<string>;
  /** The vendor refused the token: the next `get` refreshes it. */
  readonly drop: (token: string) => Promise<void>;
};

/** `send` posts to URLs that companies entered; private addresses are out of its reach. */
export type CrmContext = VendorContext & { readonly tokens: TokenStore; readonly send: Sender['send'] };

/**
 * One system that candidates go to. A new one is a file or folder here, its line in `adapters.ts`, its local server in
 * `tools/vendor-sandbox` and a page in docs/crm.
 */
export type CrmAdapter<S = unknown, K = unknown> = {
  readonly kind: string;
  readonly name: string;
  readonly settings: z.ZodType<S>;
  readonly secrets: z.ZodType<K>;
  /** `all` candidates of the company, or only its `own`: those with an application of this connection. */
  readonly reach: 'all' | 'own';
  /** Its records are keyed by our candidate IDs, so the record of a merged candidate cannot move to the survivor. */
  readonly usesOurIds?: boolean;
  /** Candidates per push. */
  readonly batchSize: number;
  /** How long after a push to read the CRM again for what people chose there; never when absent. */
  readonly recheckAfterMs?: number;
  /** One result per push, in order. Idempotent. Throws `VendorError` when nothing of the batch got through. */
  readonly push: (
    connection: OpenConnection<S, K>,
    pushes: readonly CrmPush[],
    context: CrmContext,
  ) => Promise<CrmPushResult[]>;
  readonly test: (connection: OpenConnection<S, K>, context: CrmContext) => Promise<void>;
};

/** Hides the adapter's own types: callers pass the settings and secrets that its schemas parsed. */
export const defineCrmAdapter = <S, K>(adapter: CrmAdapter<S, K>): CrmAdapter => adapter as unknown as CrmAdapter;
