import type { Consent } from './consents.ts';

/** Which regulated mails of the company a person stopped by unsubscribing. */
export type StoppedMails = {
  readonly followUps: boolean;
  readonly introductions: boolean;
  /** Relay invitations and reminders: no consent text names them, so nothing lifts this. */
  readonly invitations: boolean;
};

/** The first texts of the relay consent do not say that questions about introductions come by mail. */
const textsWithoutMails: readonly (string | null)[] = ['relay-ja-2026-11', 'relay-en-2026-11'];

/** A consent lifts an earlier unsubscription for the mails that its text names (特定電子メール法 Art. 3(1), (3)). */
const isLiftedBy = ({ state, lastGrantSeq, textVersion }: Consent, unsubscribedSeq: number): boolean =>
  state === 'granted' && lastGrantSeq > unsubscribedSeq && !textsWithoutMails.includes(textVersion);

export const readStoppedMails = (unsubscribedSeq: number, followUp: Consent, relay: Consent): StoppedMails => {
  const hasUnsubscribed = unsubscribedSeq > 0;
  return {
    followUps: hasUnsubscribed && !isLiftedBy(followUp, unsubscribedSeq),
    introductions: hasUnsubscribed && !isLiftedBy(relay, unsubscribedSeq),
    invitations: hasUnsubscribed,
  };
};
