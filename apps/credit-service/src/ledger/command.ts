import { hash } from 'node:crypto';
import type { HttpProblem } from '@goen/service-kit';

/** A posting to a company's books. Its id makes it happen once. */
export type Command = {
  readonly company: string;
  readonly id: string;
  readonly kind: 'referral' | 'reversal' | 'hold' | 'capture' | 'release';
  readonly reverses?: string;
  readonly personHash?: string;
  /** Hashes of the person's other addresses; not part of the inputs, so a replay may send others. */
  readonly otherHashes?: readonly string[];
  readonly date?: string;
  readonly reason?: 'unrejected' | 'duplicate';
};

export type Posted =
  | {
      readonly status: 'posted';
      readonly entryId: string;
      readonly replayed: boolean;
      /** Credits that this posting earned; the same on a replay. */
      readonly earnedCredits: number;
    }
  | { readonly status: 'refused'; readonly reason: 'already_referred' };

/** A problem is the caller's mistake; other commands of the batch are unaffected. */
export type Outcome = Posted | HttpProblem;

/** Detects a known id that is reused with other inputs. */
export const hashInputs = ({ company, id, kind, reverses, personHash, date, reason }: Command): string =>
  hash(
    'sha256',
    JSON.stringify([company, id, kind, reverses ?? null, personHash ?? null, date ?? null, reason ?? null]),
  );
