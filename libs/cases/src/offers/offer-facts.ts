import type { FactData } from '@goen/contracts/internal';
import type { NewFact } from '../fact-rows.ts';

/** An offer (内定) or its end, as a source tells it. */
export type OfferNews = {
  readonly sourceKey: string;
  /** At least one of the two ids is known. */
  readonly candidateRemoteId?: string | null | undefined;
  readonly applicationRemoteId?: string | null | undefined;
  readonly personHashes: readonly string[];
  /** Of the spellings of the name; empty without one. */
  readonly nameHashes: readonly string[];
  /** False: declined or withdrawn. */
  readonly held: boolean;
  readonly offerOnly: boolean;
  readonly occurredAt: Date;
};

type OfferFact = NewFact<'candidate.hired' | 'candidate.offer_ended'> & { readonly dedupeKey: string };

/** The fact that the person holds an offer, or that it ended: once per case, instant and application. */
export function toOfferFact(
  news: Omit<OfferNews, 'candidateRemoteId' | 'personHashes' | 'nameHashes'>,
  now: Date,
): OfferFact {
  const { sourceKey, applicationRemoteId: remoteId, held, offerOnly } = news;
  const at = news.occurredAt.toISOString();
  const data = { at, ...(remoteId ? { application: { sourceKey, remoteId } } : {}) };
  const dedupeKey = toOfferKey(held, data);
  return held
    ? { kind: 'candidate.hired', at: now, data: { ...data, offerOnly }, dedupeKey }
    : { kind: 'candidate.offer_ended', at: now, data, dedupeKey };
}

export function toOfferKey(held: boolean, { at, application }: FactData<'candidate.offer_ended'>): string {
  const about = application ? `:${application.sourceKey}:${application.remoteId}` : '';
  return `${held ? 'hired' : 'offer-ended'}:${at}${about}`;
}
