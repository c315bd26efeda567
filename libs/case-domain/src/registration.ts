import type { Fact } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import { selectFacts } from './facts.ts';
import type { PendingStep, Situation } from './situation.ts';

/** Unconfirmed data is deleted after this time (個人情報保護法 Art. 22: data that is no longer needed). */
export const registrationValidDays = 30;
const validMs = registrationValidDays * 24 * 60 * 60 * 1000;

export type Registration = { readonly id: string; readonly receivedAtMs: number; readonly hasEnded: boolean };

/**
 * The last registration that opened or joined this case; null when the person never registered, or was erased since.
 * `facts` must be sorted.
 */
export const readRegistration = (facts: readonly Fact[], caseId: string, erasedSeq: number): Registration | null => {
  const received = selectFacts(facts, 'registration.received').findLast(
    (fact) => fact.caseId === caseId && fact.seq > erasedSeq,
  );
  if (received === undefined) return null;
  const { registrationId } = received.data;
  const hasEnded = selectFacts(facts, 'registration.ended').some(({ data }) => data.registrationId === registrationId);
  return { id: registrationId, receivedAtMs: parseInstantMs(received.at), hasEnded };
};

/** Someone registered, and nothing yet says that they applied: no mail, no point, until a rejection is known. */
export const isUnconfirmed = ({
  summary: { cancelled, closed, live, registration },
}: Pick<Situation, 'summary'>): boolean =>
  registration !== null && !registration.hasEnded && !closed && live.length + cancelled.length === 0;

export const findRegistrationExpiryMs = ({ summary: { registration } }: Pick<Situation, 'summary'>): number | null =>
  registration && registration.receivedAtMs + validMs;

/** The deletion of a registration that nobody confirms. */
export const planRegistrationExpiry = (situation: Situation): PendingStep | null => {
  const { registration } = situation.summary;
  const atMs = findRegistrationExpiryMs(situation);
  if (registration === null || atMs === null || !isUnconfirmed(situation)) return null;
  const step = { kind: 'expire_registration', registrationId: registration.id } as const;
  return { atMs, next: 'registration_confirmation', step };
};

/**
 * Whether a rejection that is reported now is the one whose mail a registered person came from: it is older than their
 * registration, and the application that the link named, if any. The ATS told them already.
 */
export const wasToldBeforeRegistration = (
  facts: readonly Fact[],
  rejection: { readonly remoteId: string; readonly rejectedAtMs: number },
): boolean =>
  selectFacts(facts, 'registration.received').some(
    ({ at, data }) =>
      rejection.rejectedAtMs <= parseInstantMs(at) &&
      (data.applicationId === null || data.applicationId === rejection.remoteId),
  );
