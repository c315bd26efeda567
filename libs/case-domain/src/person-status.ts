import type { ConsentState, Fact } from '@goen/contracts/workflow';
import { summariseFacts } from './fact-summary.ts';

/** The follow-up of a person as it is reported to ATSs and CRMs. */
export type PersonStatus = {
  readonly status: 'open' | 'reapplied' | 'hired' | 'closed' | 'withdrawn';
  /** They do not want follow-up mails, or cannot be reached by them. */
  readonly unsubscribed: boolean;
  readonly relayConsent: ConsentState;
};

const isRefusal = (state: ConsentState) => state === 'declined' || state === 'withdrawn';

/**
 * `facts`: sorted, of the person's current case and those of all their cases that concern the person. A person who
 * withdrew a consent or unsubscribed is `withdrawn`, even if the case goes on without regulated mail.
 */
export function readPersonStatus(facts: readonly Fact[], nowMs: number): PersonStatus {
  const summary = summariseFacts(facts, nowMs);
  const { hired, reapplied, stopped, addressUnusable, followUp, relay, closed, live } = summary;
  const refusesFollowUps = stopped.followUps || isRefusal(followUp.state);
  const isOver = closed || summary.isLatestUnrejected || (live.length === 0 && facts.length > 0);
  return {
    status: hired
      ? 'hired'
      : reapplied
        ? 'reapplied'
        : refusesFollowUps || relay.state === 'withdrawn'
          ? 'withdrawn'
          : isOver
            ? 'closed'
            : 'open',
    unsubscribed: refusesFollowUps || addressUnusable,
    relayConsent: relay.state,
  };
}
