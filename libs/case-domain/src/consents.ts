import { type ConsentKind, type ConsentState, type Fact } from '@goen/contracts/workflow';
import { addMonthsMs, instantMs } from './calendar.ts';
import { factsOf } from './facts.ts';

/** Consent to the relay lapses: nobody should be passed on by a yes that they have long forgotten. */
export const relayConsentMonths = 12;

export type Consent = {
  readonly state: ConsentState;
  /** The last grant: its `seq`, 0 without one, and when it lapses (null: never). */
  readonly grantSeq: number;
  readonly lapsesAtMs: number | null;
  /** Since when it is granted without a break; null while it is not. */
  readonly sinceMs: number | null;
  /** Whether the person ever said no to it. */
  readonly wasRefused: boolean;
};

const unknown: Consent = { state: 'unknown', grantSeq: 0, lapsesAtMs: null, sinceMs: null, wasRefused: false };

/** `facts` in order, without those from before an erasure. The last word counts. */
export const consentOf = (facts: readonly Fact[], kind: ConsentKind, nowMs: number): Consent => {
  const words = factsOf(facts, 'consent.granted', 'consent.declined', 'consent.withdrawn').filter(
    (fact) => fact.data.consent === kind,
  );
  const last = words.reduce<Consent>((before, fact) => {
    if (fact.kind !== 'consent.granted') {
      const state = fact.kind === 'consent.declined' ? 'declined' : 'withdrawn';
      return { ...before, state, sinceMs: null, wasRefused: true };
    }
    const atMs = instantMs(fact.at);
    const lapsesAtMs = kind === 'relay' ? addMonthsMs(atMs, relayConsentMonths) : null;
    // A yes that comes after the one before it lapsed begins anew.
    const isUnbroken = before.lapsesAtMs === null || atMs < before.lapsesAtMs;
    const sinceMs = isUnbroken ? (before.sinceMs ?? atMs) : atMs;
    return { ...before, state: 'granted', grantSeq: fact.seq, lapsesAtMs, sinceMs };
  }, unknown);
  const lapsed = last.state === 'granted' && last.lapsesAtMs !== null && last.lapsesAtMs <= nowMs;
  return lapsed ? { ...last, state: 'lapsed', sinceMs: null } : last;
};

/** For so long before its end a yes to the relay may be given once more: the 12-month mail asks in time. */
const renewableForMonths = 3;

/** Whether the person may be asked again: their yes has ended, or ends soon. */
export const isRenewable = ({ state, lapsesAtMs }: Consent, nowMs: number): boolean =>
  state === 'lapsed' ||
  (state === 'granted' && lapsesAtMs !== null && lapsesAtMs <= addMonthsMs(nowMs, renewableForMonths));
