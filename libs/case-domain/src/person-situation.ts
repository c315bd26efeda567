import { type ConsentState, type Fact } from '@goen/contracts/workflow';
import { standingOf } from './standing.ts';

/** Where the follow-up of a person stands, in the words that others are told it by. */
export type PersonSituation = {
  readonly status: 'open' | 'reapplied' | 'hired' | 'closed' | 'withdrawn';
  /** They do not want our follow-up mails, or can't be reached by them. */
  readonly unsubscribed: boolean;
  readonly relayConsent: ConsentState;
};

const said = (state: ConsentState) => state === 'declined' || state === 'withdrawn';

/**
 * `facts` in order: those of the person's current case, and the standing ones of all their cases. Who took a consent
 * back or unsubscribed has withdrawn, also where the case goes on with what is not regulated.
 */
export function personSituation(facts: readonly Fact[], nowMs: number): PersonSituation {
  const { hired, reapplied, unsubscribed, addressUnusable, followUp, relay, closed, live } = standingOf(facts, nowMs);
  const refused = unsubscribed || said(followUp.state);
  const isOver = closed || (live.length === 0 && facts.length > 0);
  return {
    status: hired
      ? 'hired'
      : reapplied
        ? 'reapplied'
        : refused || relay.state === 'withdrawn'
          ? 'withdrawn'
          : isOver
            ? 'closed'
            : 'open',
    unsubscribed: refused || addressUnusable,
    relayConsent: relay.state,
  };
}
