import { defineEntity, p } from '@mikro-orm/core';

const OutboxSchema = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    companyId: p.uuid(),
    /** What it is about, by kind; none for `match`. */
    caseId: p.uuid().nullable(),
    introductionId: p.uuid().nullable(),
    connectionId: p.uuid().nullable(),
    importId: p.uuid().nullable(),
    kind: p.text().$type<'start' | 'nudge' | 'introduction' | 'match' | 'connection' | 'import'>(),
    /** For `start`: when the workflow looks at the facts first. */
    wakeAt: p.datetime(3),
    attempts: p.integer(),
    nextAttemptAt: p.datetime(3),
    createdAt: p.datetime(3),
  },
});
/** What Temporal has still to be told; ids only. Deleted once it knows. */
export class OutboxRow extends OutboxSchema.class {}
OutboxSchema.setClass(OutboxRow);

const CandidateLinkSchema = defineEntity({
  name: 'CandidateLink',
  tableName: 'candidate_link',
  properties: {
    tokenHash: p.text().primary(),
    companyId: p.uuid(),
    caseId: p.uuid(),
    candidateId: p.uuid(),
    n: p.integer(),
    createdAt: p.datetime(),
  },
});
export class CandidateLink extends CandidateLinkSchema.class {}
CandidateLinkSchema.setClass(CandidateLink);

const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_key',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    method: p.text(),
    route: p.text(),
    key: p.text(),
    bodyHash: p.text(),
    /** Null while the first request runs. */
    status: p.integer().nullable(),
    contentType: p.text().nullable(),
    body: p.text().nullable(),
    /** A request that died frees its key then. */
    leaseUntil: p.datetime(3),
    createdAt: p.datetime(3),
  },
});
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey);
