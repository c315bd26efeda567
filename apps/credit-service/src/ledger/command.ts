import { createHash } from 'node:crypto';
import type { HttpProblem } from '@goen/service-kit';

/** What a caller asks of a company's books; by its id it is done once for ever. */
export type Command = {
  readonly company: string;
  readonly id: string;
  readonly kind: 'referral' | 'reversal' | 'hold' | 'capture' | 'release';
  readonly reverses?: string;
  readonly personHash?: string;
  /** Of other addresses of the person; a replay may name others. */
  readonly otherHashes?: readonly string[];
  readonly date?: string;
  readonly reason?: 'unrejected' | 'duplicate';
};

export type Posted =
  | {
      readonly status: 'posted';
      readonly entryId: string;
      readonly replayed: boolean;
      /** Credits that this posting made; the same when it is replayed. */
      readonly earnedCredits: number;
    }
  | { readonly status: 'refused'; readonly reason: 'already_referred' };

/** A problem is the caller's mistake, and harms no command beside it. */
export type Outcome = Posted | HttpProblem;

/** Tells whether a known id came with the same inputs. */
export const inputsHashOf = ({ company, id, kind, reverses, personHash, date, reason }: Command): string =>
  createHash('sha256')
    .update(JSON.stringify([company, id, kind, reverses ?? null, personHash ?? null, date ?? null, reason ?? null]))
    .digest('hex');
