import type { OpenConnection, VendorContext } from '@goen/ats';
import type { FactKind } from '@goen/contracts/internal';
import type { ConsentState, StageKind, Tag, VendorFault } from '@goen/contracts/public';
import type { Sender } from '@goen/service-kit/outbound';
import type { z } from 'zod';

/** A candidate as a CRM may know them: rows as they stand now. */
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
  /** The person does not want our follow-up mails, or can't be reached by them. */
  readonly unsubscribed: boolean;
  readonly relayConsent: ConsentState;
  readonly status: CrmStatus;
  /** Ids of the candidate's applications in the system of this connection, for a system that is both. */
  readonly applicationIds: readonly string[];
};
/** Our own words for where the follow-up stands. */
export const crmStatuses = ['open', 'reapplied', 'hired', 'closed', 'withdrawn'] as const;
export type CrmStatus = (typeof crmStatuses)[number];

/** A fact of weight. `eventId` is ours: written into the note, so that a note that is there already is found again. */
export type CrmNote = {
  readonly eventId: string;
  readonly kind: FactKind;
  readonly at: string;
  /** Japanese, a sentence; tells of no other company. */
  readonly text: string;
};

/**
 * What has to reach the CRM for one candidate. `remoteId`: what the CRM called them last time. `version`: counts what
 * happened to the candidate; the same push tried again has the same.
 */
export type CrmPush =
  | {
      readonly kind: 'keep';
      readonly candidate: CrmCandidate;
      readonly version: number;
      readonly remoteId: string | null;
      /** Other addresses under which they may stand there from before. */
      readonly formerAddresses: readonly string[];
      readonly notes: readonly CrmNote[];
      /** An earlier push may have got there without our hearing of it: notes are looked for before they are written. */
      readonly mayBeRepeat: boolean;
      /** Nothing is new: the CRM is only looked at for what the person said there. Of crmAdapters that have `recheckAfterMs`. */
      readonly recheckOnly: boolean;
    }
  | {
      readonly kind: 'erase';
      readonly candidateId: string;
      readonly version: number;
      readonly remoteId: string | null;
      /** Every address under which they may stand there. */
      readonly addresses: readonly string[];
      /** `merged`: the person stands there under another record, and may be written to. */
      readonly reason: 'erased' | 'merged';
      /** That other record, which stays whatever address it has. */
      readonly survivorId: string | null;
    };

export type CrmPushResult =
  | {
      readonly kind: 'done';
      readonly remoteId: string | null;
      /** Notes that need no further push: they stand in the CRM now, or it takes none of their kind. */
      readonly notedEventIds: readonly string[];
      /** The person said no in the CRM: they get no follow-up mails from us either. */
      readonly unsubscribedInCrm?: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly code: VendorFault['code'];
      readonly detail: string;
      /** This candidate's data are refused: the same push will not do better. */
      readonly permanent: boolean;
      readonly retryAfterMs?: number | null;
    };

/** An access token shared by all who call; `refresh` runs once for all of them when the last one has run out. */
export type TokenStore = {
  readonly get: (refresh: () => Promise<{ token: string; expiresInMs: number }>) => Promise<string>;
  /** The vendor refused the token: the next `get` asks for a new one. */
  readonly drop: (token: string) => Promise<void>;
};

/** `send`: for addresses that companies gave; all else of the network is kept from them. */
export type CrmContext = VendorContext & { readonly tokens: TokenStore; readonly send: Sender['send'] };

/** One system that candidates go to. Throws `VendorError` when nothing of a batch came through. */
export type CrmAdapter<S = unknown, K = unknown> = {
  readonly kind: string;
  readonly name: string;
  readonly settings: z.ZodType<S>;
  readonly secrets: z.ZodType<K>;
  /** `all` candidates of the company, or its `own`: those with an application of this connection. */
  readonly reach: 'all' | 'own';
  /** It knows candidates by our ids alone: what it has of one can't become another's. */
  readonly usesOurIds?: boolean;
  /** Candidates a push. */
  readonly batchSize: number;
  /** So long after a push the CRM is looked at again, for what people said there; not at all when left out. */
  readonly recheckAfterMs?: number;
  /** A result each, in order. Again with the same input changes nothing more. */
  readonly push: (
    connection: OpenConnection<S, K>,
    pushes: readonly CrmPush[],
    context: CrmContext,
  ) => Promise<CrmPushResult[]>;
  readonly test: (connection: OpenConnection<S, K>, context: CrmContext) => Promise<void>;
};

export const defineCrmAdapter = <S, K>(one: CrmAdapter<S, K>): CrmAdapter => one as unknown as CrmAdapter;
