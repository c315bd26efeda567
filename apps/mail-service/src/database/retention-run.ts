import { defineEntity, p } from '@mikro-orm/core';

const RetentionRunSchema = defineEntity({
  name: 'RetentionRun',
  tableName: 'retention_run',
  properties: {
    kind: p.text().primary(),
    keepDays: p.integer(),
    /** Deleted or blanked. */
    rows: p.integer(),
    /** False: more was left for the next run. */
    isComplete: p.boolean(),
    endedAt: p.datetime(),
  },
});

/** The latest purge of one kind of data. */
export class RetentionRun extends RetentionRunSchema.class {}
RetentionRunSchema.setClass(RetentionRun);
