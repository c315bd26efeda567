import { defineEntity, p } from '@mikro-orm/core';

const MergedIdSchema = defineEntity({
  name: 'MergedId',
  tableName: 'merged_id',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    sourceKey: p.text(),
    remoteId: p.text(),
    /** The id that the source keeps. */
    intoRemoteId: p.text(),
    createdAt: p.datetime(3),
  },
});
/** Two ids of a source that mean one person of whom nothing is known yet: kept until a report names one of them. */
export class MergedId extends MergedIdSchema.class {}
MergedIdSchema.setClass(MergedId);
