import { toComparisonKey } from '@goen/contracts/text';
import { toStatusKeys } from '../files/rejection-statuses.ts';

/** Zoho's own statuses of people who hold an offer or a post. */
export const defaultOfferStatuses = ['Offer-Made', 'Offer-Accepted', 'Hired', 'Joined', 'Converted - Employee'];

/** The offer is out and not a post yet. */
const offeredKeys = toStatusKeys(['Offer-Made', 'Offer-Accepted', '内定', '内定承諾']);
/** The candidate declined, whatever the company's list says. */
const declinedKeys = toStatusKeys(['Offer-Declined', '内定辞退']);

type OfferChange =
  | { readonly type: 'candidate.hired'; readonly offer_only: boolean }
  | { readonly type: 'candidate.offer_ended' };

/**
 * What a call says about an offer; null: nothing. The status says it, or the custom parameter `event` whatever the status;
 * only a declined offer is never a hire. An `event` in words that nobody knows leaves it to the status.
 */
export function readOfferChange(
  event: string,
  status: string | null,
  offerStatuses: readonly string[] = defaultOfferStatuses,
): OfferChange | null {
  const key = toComparisonKey(status ?? '');
  if (event === 'offer_ended' || declinedKeys.has(key)) return { type: 'candidate.offer_ended' };
  if (event !== 'hired' && !toStatusKeys(offerStatuses).has(key)) return null;
  return { type: 'candidate.hired', offer_only: offeredKeys.has(key) };
}
