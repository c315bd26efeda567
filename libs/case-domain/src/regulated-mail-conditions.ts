import type { Situation } from './situation.ts';

/** A regulated mail names its sender, their address and a contact for complaints (特定電子メール法 Art. 4). */
export const isSenderComplete = ({ settings: { sender } }: Situation): boolean =>
  [sender.name, sender.postalAddress, sender.contact].every((part) => part.trim() !== '');

/** Whether this case can send no follow-up any more, now or later, unless the person consents again. */
export const isBarredFromFollowUps = ({ summary }: Situation): boolean =>
  summary.stopped.followUps ||
  summary.addressUnusable ||
  summary.hired ||
  summary.reapplied ||
  summary.isLatestUnrejected ||
  summary.erased ||
  summary.erasurePending;

/** Whether it can send no relay invitation and no relay reminder any more. */
export const isBarredFromInvitations = (situation: Situation): boolean =>
  situation.summary.stopped.invitations || isBarredFromFollowUps(situation);

/** Whether there is a legal basis for regulated mail (特定電子メール法 Art. 3). A refusal overrides every basis. */
export const hasBasis = ({ settings, summary: { followUp } }: Situation): boolean =>
  followUp.state === 'granted' || (settings.basis === 'address_notified' && followUp.state === 'unknown');

/** Whether the basis already existed when the mail was due. If not, it is dropped: a later consent does not revive it. */
export const hadBasisAt = (situation: Situation, dueMs: number): boolean => {
  const { settings, summary } = situation;
  if (!hasBasis(situation)) return false;
  const hadRefused = summary.followUp.wasRefused || summary.stopped.invitations;
  const neededConsent = settings.basis === 'opt_in' || hadRefused;
  return !neededConsent || (summary.followUp.grantedSinceMs ?? Number.POSITIVE_INFINITY) <= dueMs;
};
