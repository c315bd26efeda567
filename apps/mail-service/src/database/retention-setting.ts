import { defineEntity, p } from '@mikro-orm/core';

const RetentionSettingSchema = defineEntity({
  name: 'RetentionSetting',
  tableName: 'retention_setting',
  properties: {
    kind: p.text().primary(),
    keepDays: p.integer(),
    /** Of the first setting 1. */
    version: p.integer(),
    setAt: p.datetime(),
  },
});

/** How long the operator keeps one kind of data, where that is not what the environment says. */
export class RetentionSetting extends RetentionSettingSchema.class {}
RetentionSettingSchema.setClass(RetentionSetting);
