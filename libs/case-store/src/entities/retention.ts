import { defineEntity, p } from '@mikro-orm/core';

const RetentionSettingSchema = defineEntity({
  name: 'RetentionSetting',
  tableName: 'retention_setting',
  properties: {
    kind: p.text().primary(),
    keepDays: p.integer(),
    setAt: p.datetime(3),
    /** Of the first setting 1. */
    version: p.integer().default(1),
  },
});
/** How long the operator keeps one kind of data, where that is not the default. Of the whole platform. */
export class RetentionSetting extends RetentionSettingSchema.class {}
RetentionSettingSchema.setClass(RetentionSetting);

const RetentionRunSchema = defineEntity({
  name: 'RetentionRun',
  tableName: 'retention_run',
  properties: {
    kind: p.text().primary(),
    keepDays: p.integer(),
    /** Deleted or blanked, over all companies. */
    rows: p.integer(),
    /** False: more was left for the next run. */
    isComplete: p.boolean(),
    endedAt: p.datetime(3),
  },
});
/** The latest purge of one kind of data. Counts only. */
export class RetentionRun extends RetentionRunSchema.class {}
RetentionRunSchema.setClass(RetentionRun);
