import { type Em, findCurrentCase, Offer } from '@goen/case-store';
import { recordFacts } from '../record-facts.ts';
import { toOfferFact } from './offer-facts.ts';

type Adoption = {
  readonly ownerId: string;
  readonly personHash: string;
  /** Of all names by which the person is known. */
  readonly nameHashes: readonly string[];
};

/** The offers at an address are about its owner, whatever names they have: a member said that all are one person. */
export async function adoptOffers(
  em: Em,
  { companyId, now }: { readonly companyId: string; readonly now: Date },
  { ownerId, personHash, nameHashes }: Adoption,
): Promise<void> {
  const offers = await em.find(Offer, { companyId, personHashes: { $overlap: [personHash] } });
  for (const offer of offers) {
    // One without a name is everybody's.
    if (offer.nameHashes.length > 0) offer.nameHashes = [...new Set([...offer.nameHashes, ...nameHashes])];
  }
  await em.flush();
  const current = await findCurrentCase(em, ownerId);
  if (!current || !offers.some(({ held }) => held)) return;
  const facts = offers.map((offer) => toOfferFact(offer, now));
  await recordFacts({ em, now }, { caseId: current.id, facts });
}
