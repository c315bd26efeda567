import type { SuppressionRequest } from '@goen/contracts';
import { defineEntity, p } from '@mikro-orm/core';

const SuppressionSchema = defineEntity({
  name: 'Suppression',
  tableName: 'suppression',
  properties: {
    id: p.uuid().primary(),
    personHash: p.text(),
    scope: p.enum(['regulated', 'all']).$type<SuppressionRequest['scope']>(),
    /** Null for `all`, which holds on the whole platform. */
    companyId: p.uuid().nullable(),
    reason: p.text().$type<SuppressionRequest['reason']>(),
    createdAt: p.datetime(),
  },
});

export class Suppression extends SuppressionSchema.class {}
SuppressionSchema.setClass(Suppression);
