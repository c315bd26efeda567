import { defineEntity, p } from '@mikro-orm/core';

const OfferSchema = defineEntity({
  name: 'Offer',
  tableName: 'offer',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    sourceKey: p.text(),
    /** The candidate and the application as the source knows them; at least one of them is known. */
    candidateRemoteId: p.text().nullable(),
    applicationRemoteId: p.text().nullable(),
    /** Hashes of the addresses that the source has for the person. */
    personHashes: p.array().$type<string[]>(),
    /** Keyed hashes of the spellings of the person's name; empty when the source gave none. */
    nameHashes: p.array().$type<string[]>(),
    /** False: declined or withdrawn. */
    held: p.boolean(),
    offerOnly: p.boolean(),
    /** Since when it is so, by the clock of the source. */
    occurredAt: p.datetime(3),
    createdAt: p.datetime(),
  },
});
/** Kept apart from facts: an offer (内定) may be told before any rejection, when the person has no case yet. */
export class Offer extends OfferSchema.class {}
OfferSchema.setClass(Offer);
