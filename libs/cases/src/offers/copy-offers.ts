import { type Em, Offer } from '@goen/case-store';
import type { OfferNews } from './offer-facts.ts';
import { type OfferScope, recordOffers } from './record-offers.ts';

/** Offers under one of these ids of a source are recorded under all of them: either may be reported next. */
export async function copyOffers(
  em: Em,
  scope: OfferScope,
  sourceKey: string,
  candidateIds: readonly string[],
): Promise<void> {
  const offers = await em.find(Offer, {
    companyId: scope.companyId,
    sourceKey,
    candidateRemoteId: { $in: [...candidateIds] },
  });
  const news = offers.flatMap((offer) =>
    candidateIds.filter((id) => id !== offer.candidateRemoteId).map((id) => toNews(offer, id)),
  );
  await recordOffers(em, scope, news, { dated: true });
}

const toNews = (offer: Offer, candidateRemoteId: string): OfferNews => {
  const { sourceKey, applicationRemoteId, personHashes, nameHashes, held, offerOnly, occurredAt } = offer;
  return { sourceKey, candidateRemoteId, applicationRemoteId, personHashes, nameHashes, held, offerOnly, occurredAt };
};
