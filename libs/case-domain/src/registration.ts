import type { Fact } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import { selectFacts } from './facts.ts';

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

/**
 * Whether a rejection that is reported now is the one whose mail a registered person came from: it is older than their
 * registration, and the application that the link named, if any, or a member's word about the registration. The ATS told
 * them already.
 */
export const wasToldBeforeRegistration = (
  facts: readonly Fact[],
  rejection: { readonly remoteId: string; readonly rejectedAtMs: number },
): boolean =>
  selectFacts(facts, 'registration.received').some(
    ({ at, data }) =>
      rejection.rejectedAtMs <= parseInstantMs(at) &&
      (data.applicationId === null || [data.applicationId, data.registrationId].includes(rejection.remoteId)),
  );
