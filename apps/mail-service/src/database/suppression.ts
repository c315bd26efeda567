import type { SuppressionRequest } from '@goen/contracts/internal';
import { defineEntity, p } from '@mikro-orm/core';

export type SuppressionSource = 'service' | 'import' | 'provider';

const SuppressionSchema = defineEntity({
  name: 'Suppression',
  tableName: 'suppression',
  properties: {
    id: p.uuid().primary(),
    personHash: p.text(),
    scope: p.enum(['regulated', 'all']).$type<SuppressionRequest['scope']>(),
    /** Null for `all`, which applies to the whole platform. */
    companyId: p.uuid().nullable(),
    reason: p.text().$type<SuppressionRequest['reason']>(),
    /** Where it came from: this service, an import, or the provider's own list. */
    source: p.enum(['service', 'import', 'provider']).$type<SuppressionSource>(),
    createdAt: p.datetime(),
  },
});

export class Suppression extends SuppressionSchema.class {}
SuppressionSchema.setClass(Suppression);

const SuppressionRemovalSchema = defineEntity({
  name: 'SuppressionRemoval',
  tableName: 'suppression_removal',
  properties: {
    id: p.uuid().primary(),
    personHash: p.text(),
    scope: p.enum(['regulated', 'all']).$type<SuppressionRequest['scope']>(),
    companyId: p.uuid().nullable(),
    reason: p.text().$type<SuppressionRequest['reason']>(),
    suppressedAt: p.datetime(),
    removedAt: p.datetime(),
    removedBy: p.text(),
    removedBecause: p.text(),
  },
});

/** A suppression that a person removed, with their reason. Never changed. */
export class SuppressionRemoval extends SuppressionRemovalSchema.class {}
SuppressionRemovalSchema.setClass(SuppressionRemoval);
