import { defineEntity, p } from '@mikro-orm/core';

const SharedAddressSchema = defineEntity({
  name: 'SharedAddress',
  tableName: 'shared_address',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    personHash: p.text(),
    state: p.text().$type<'open' | 'decided'>(),
    /** The candidate whose address it is; null while open, and when it is nobody's. */
    ownerId: p.uuid().nullable(),
    /** The member who decided. */
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
});
/** An address of several candidates who cannot be one person. Their rows say what it means for each of them. */
export class SharedAddress extends SharedAddressSchema.class {}
SharedAddressSchema.setClass(SharedAddress);
