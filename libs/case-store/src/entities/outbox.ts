import type { StageKind, StepName } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

const OutboxSchema = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    companyId: p.uuid(),
    /** The subject, by kind; none for `match`. */
    caseId: p.uuid().nullable(),
    introductionId: p.uuid().nullable(),
    connectionId: p.uuid().nullable(),
    importId: p.uuid().nullable(),
    reInvitationId: p.uuid().nullable(),
    kind: p.text().$type<'start' | 'nudge' | 'introduction' | 'match' | 'connection' | 'import' | 're_invitation'>(),
    /** For `start`: when the workflow first reads the facts. */
    wakeAt: p.datetime(3),
    /** For `start`: what Temporal's UI shows until then. Null on rows of older versions. */
    stage: p.text().$type<StageKind>().nullable(),
    nextStep: p.text().$type<StepName>().nullable(),
    /** Gives way to all other rows but starts of sleeping cases. */
    background: p.boolean().default(false),
    attempts: p.integer(),
    /** By the database's clock, whose rows several processes claim. */
    nextAttemptAt: p.datetime(3).defaultRaw('now()'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
/** A notification that Temporal has not received yet: ids only. Deleted once it has. */
export class OutboxRow extends OutboxSchema.class {}
OutboxSchema.setClass(OutboxRow);
