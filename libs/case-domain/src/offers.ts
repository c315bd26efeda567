import type { ApplicationKey, Fact } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import { selectFacts } from './facts.ts';
import { isAnswered } from './mail-facts.ts';

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

type Reported = { readonly id: string; readonly seq: number; readonly acceptedAtMs: number };

/**
 * Whether an offer that has ended kept the candidate from being told about a rejection. It stays untold: when an offer is
 * declined must not decide whether an older rejection is mailed. An offer that was over before the report kept nothing.
 */
export const wasSilencedByOffer = (facts: readonly Fact[], { id, seq, acceptedAtMs }: Reported): boolean =>
  !holdsOffer(facts) &&
  selectFacts(facts, 'candidate.hired').some((hired) => {
    if (hired.seq < seq) return false;
    const offer = { ...hired.data, seq: hired.seq };
    const wasOver = selectFacts(facts, 'candidate.offer_ended')
      .map((fact) => ({ ...fact.data, seq: fact.seq }))
      .some((end) => isAboutSame(end, offer) && isLater(end, offer) && parseInstantMs(end.at) <= acceptedAtMs);
    const before = facts.filter((fact) => fact.seq < hired.seq);
    return !wasOver && !isAnswered(before, id);
  });
