import type { ConsentKind, ConsentState, Fact } from '@goen/contracts/workflow';
import { addMonthsToMs, parseInstantMs } from './calendar.ts';
import { selectFacts } from './facts.ts';

/** Relay consent expires: nobody should be referred by a consent that they have long forgotten. */
const relayConsentValidMonths = 12;

/** How long before it expires a relay consent can be renewed: in time for the 12-month mail to ask. */
const renewableBeforeExpiryMonths = 3;

export type Consent = {
  readonly state: ConsentState;
  /** `seq` of the last grant; 0 when it was never granted. */
  readonly lastGrantSeq: number;
  /** Version of the text that the last grant is about; null when it was never granted. */
  readonly textVersion: string | null;
  /** When the last grant expires; null: never. */
  readonly expiresAtMs: number | null;
  /** Since when it has been granted without interruption; null while it is not granted. */
  readonly grantedSinceMs: number | null;
  /** Whether the person has ever declined or withdrawn it. */
  readonly wasRefused: boolean;
};

const neverGranted: Consent = {
  state: 'unknown',
  lastGrantSeq: 0,
  textVersion: null,
  expiresAtMs: null,
  grantedSinceMs: null,
  wasRefused: false,
};

/** The consent at an instant: the last answer counts. `facts` must be sorted and start after the last erasure. */
export const readConsent = (facts: readonly Fact[], kind: ConsentKind, nowMs: number): Consent => {
  const answers = selectFacts(
    facts,
    'consent.granted',
    'consent.declined',
    'consent.withdrawn',
    'mail.unsubscribed',
  ).filter((fact) => fact.kind === 'mail.unsubscribed' || fact.data.consent === kind);
  const consent = answers.reduce<Consent>((previous, fact) => {
    // Unsubscribing leaves consents as they are, but a mail that came due meanwhile is not sent later.
    if (fact.kind === 'mail.unsubscribed') return { ...previous, grantedSinceMs: null };
    if (fact.kind !== 'consent.granted') {
      const state = fact.kind === 'consent.declined' ? 'declined' : 'withdrawn';
      return { ...previous, state, grantedSinceMs: null, wasRefused: true };
    }
    const grantedAtMs = parseInstantMs(fact.at);
    const { textVersion } = fact.data.evidence;
    const expiresAtMs = kind === 'relay' ? addMonthsToMs(grantedAtMs, relayConsentValidMonths) : null;
    // A grant after the previous one has expired starts a new period.
    const isUninterrupted = previous.expiresAtMs === null || grantedAtMs < previous.expiresAtMs;
    const grantedSinceMs = isUninterrupted ? (previous.grantedSinceMs ?? grantedAtMs) : grantedAtMs;
    return { ...previous, state: 'granted', lastGrantSeq: fact.seq, textVersion, expiresAtMs, grantedSinceMs };
  }, neverGranted);
  const hasExpired = consent.state === 'granted' && consent.expiresAtMs !== null && consent.expiresAtMs <= nowMs;
  return hasExpired ? { ...consent, state: 'lapsed', grantedSinceMs: null } : consent;
};

/** Whether the person may be asked to renew: the consent has expired or will expire soon. */
export const isRenewable = ({ state, expiresAtMs }: Consent, nowMs: number): boolean =>
  state === 'lapsed' ||
  (state === 'granted' && expiresAtMs !== null && expiresAtMs <= addMonthsToMs(nowMs, renewableBeforeExpiryMonths));
