import type { PendingStep, Situation } from './situation.ts';

/** Unconfirmed data is deleted after this time (個人情報保護法 Art. 22: data that is no longer needed). */
export const registrationValidDays = 30;
const validMs = registrationValidDays * 24 * 60 * 60 * 1000;

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
