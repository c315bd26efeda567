import type { Situation } from './situation.ts';

/** A regulated mail names who sends it, where they are, and where to complain (特定電子メール法 Art. 4). */
export const senderIsComplete = ({ settings: { sender } }: Situation): boolean =>
  [sender.name, sender.postalAddress, sender.contact].every((part) => part.trim() !== '');

/** Whether regulated mails may still come in this case at all, now or later. */
export const regulatedMailsEnded = ({ standing }: Situation): boolean =>
  standing.unsubscribed ||
  standing.addressUnusable ||
  standing.hired ||
  standing.reapplied ||
  standing.erased ||
  standing.erasurePending;

/** 特定電子メール法 Art. 3: a basis to write, and nobody is written to who said no to it. */
export const hasBasis = ({ settings, standing: { followUp } }: Situation): boolean =>
  followUp.state === 'granted' || (settings.basis === 'address_notified' && followUp.state === 'unknown');

/**
 * Whether there was a basis at that instant. A mail that came due without one is dropped for good: a yes that comes
 * later is no reason to catch up.
 */
export const hadBasisAt = (situation: Situation, dueMs: number): boolean => {
  const { settings, standing } = situation;
  if (!hasBasis(situation)) return false;
  const neededYes = settings.basis === 'opt_in' || standing.followUp.wasRefused;
  return !neededYes || (standing.followUp.sinceMs ?? Number.POSITIVE_INFINITY) <= dueMs;
};
