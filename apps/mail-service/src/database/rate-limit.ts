import { defineEntity, p } from '@mikro-orm/core';

const RateLimitSchema = defineEntity({
  name: 'RateLimit',
  tableName: 'rate_limit',
  properties: {
    provider: p.text().primary(),
    /** No request leaves before. */
    nextAt: p.datetime(),
    /** See `sending/turn-plan.ts`. */
    takenUntilMs: p.array().columnType('double precision[]'),
  },
});
export class RateLimit extends RateLimitSchema.class {}
RateLimitSchema.setClass(RateLimit);
