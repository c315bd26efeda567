import type { ApplicationKey, Fact } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import { selectFacts } from './facts.ts';

type OfferFact = { readonly at: string; readonly application?: ApplicationKey | undefined; readonly seq: number };

const isLater = (a: OfferFact, b: OfferFact): boolean => {
  const [aMs, bMs] = [parseInstantMs(a.at), parseInstantMs(b.at)];
  return aMs === bMs ? a.seq > b.seq : aMs > bMs;
};

/** Without an application an offer, or its end, is about whatever the person applied for. */
const isAboutSame = (a: OfferFact, b: OfferFact): boolean =>
  !a.application ||
  !b.application ||
  (a.application.sourceKey === b.application.sourceKey && a.application.remoteId === b.application.remoteId);

/**
 * Whether the person holds an offer (内定) or a post at the company. An end (内定辞退) covers the earlier offers for its
 * application, by the times of the source, so that hooks that arrive out of order give the same result.
 */
export const holdsOffer = (facts: readonly Fact[]): boolean => {
  const ends = selectFacts(facts, 'candidate.offer_ended').map(({ data, seq }) => ({ ...data, seq }));
  return selectFacts(facts, 'candidate.hired').some(({ data, seq }) => {
    const offer = { ...data, seq };
    return !ends.some((end) => isAboutSame(end, offer) && isLater(end, offer));
  });
};
