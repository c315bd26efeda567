import type { OpenConnection, VendorContext } from '@goen/ats';
import type { ConsentState, FactKind, StageKind, Tag } from '@goen/contracts';
import type { z } from 'zod';

/** A candidate as a CRM may know them: rows as they stand now. */
export type SinkCandidate = {
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
  /** Our own words for where the follow-up stands: `open`, `reapplied`, `hired`, `closed`, `withdrawn`. */
  readonly status: SinkStatus;
  /** Ids of the candidate's applications in the system of this connection, for a system that is both. */
  readonly applicationIds: readonly string[];
};
export type SinkStatus = 'open' | 'reapplied' | 'hired' | 'closed' | 'withdrawn';

/** A fact of weight. `eventId` is ours: written into the note, so that a note that is there already is found again. */
export type SinkNote = {
  readonly eventId: string;
  readonly kind: FactKind;
  readonly at: string;
  /** Japanese, a sentence; tells of no other company. */
  readonly text: string;
};

/** What has to reach the CRM for one candidate. `remoteId`: what the CRM called them last time. */
export type SinkPush =
  | {
      readonly kind: 'keep';
      readonly candidate: SinkCandidate;
      readonly remoteId: string | null;
      readonly notes: readonly SinkNote[];
    }
  | {
      readonly kind: 'erase';
      readonly candidateId: string;
      readonly remoteId: string | null;
      readonly email: string | null;
    };

export type SinkResult =
  | {
      readonly kind: 'done';
      readonly remoteId: string | null;
      /** Notes that stand in the CRM now. */
      readonly noted: readonly string[];
      /** The person said no in the CRM: they get no follow-up mails from us either. */
      readonly unsubscribedThere?: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly code:
        | 'unauthorized'
        | 'forbidden'
        | 'not_found'
        | 'refused'
        | 'rate_limited'
        | 'unavailable'
        | 'timeout'
        | 'answer_unreadable';
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

export type SinkContext = VendorContext & { readonly tokens: TokenStore };

/** One system that candidates go to. Throws `VendorError` when nothing of a batch came through. */
export type Sink<S = unknown, K = unknown> = {
  readonly kind: string;
  readonly name: string;
  readonly settings: z.ZodType<S>;
  readonly secrets: z.ZodType<K>;
  /** Candidates a push. */
  readonly batchSize: number;
  /** A result each, in order. Again with the same input changes nothing more. */
  readonly push: (
    connection: OpenConnection<S, K>,
    pushes: readonly SinkPush[],
    context: SinkContext,
  ) => Promise<SinkResult[]>;
  readonly test: (connection: OpenConnection<S, K>, context: SinkContext) => Promise<void>;
};

export const sink = <S, K>(one: Sink<S, K>): Sink => one as unknown as Sink;
