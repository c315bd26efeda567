import type { SyncRecordState, VendorFault } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const SyncTargetSchema = defineEntity({
  name: 'SyncTarget',
  tableName: 'sync_target',
  properties: {
    connectionId: p.uuid().primary(),
    companyId: p.uuid(),
    /** `own`: only candidates with an application of this connection. */
    reach: p.text().$type<'all' | 'own'>(),
    paused: p.boolean(),
    /** Somebody pushes to it until then; `lease` counts who. */
    leasedUntil: p.datetime(3),
    lease: p.bigint('number'),
    /** Left alone until then: it refused us, or asked for a pause. `faults`: batches that failed since one went well. */
    heldUntil: p.datetime(3),
    faults: p.integer(),
    /** While the pool is filled in: the last candidate that was. */
    fillAfter: p.uuid().nullable(),
  },
});
/** A connection that candidates go to, as who pushes sees it. */
export class SyncTarget extends SyncTargetSchema.class {}
SyncTargetSchema.setClass(SyncTarget);

const SyncRecordSchema = defineEntity({
  name: 'SyncRecord',
  tableName: 'sync_record',
  properties: {
    connectionId: p.uuid().primary(),
    candidateId: p.uuid().primary(),
    companyId: p.uuid(),
    state: p.text().$type<SyncRecordState>(),
    /** Counts what happened: a push that began before something did leaves the record pending. */
    version: p.integer(),
    /** Of `synced`: when the CRM is looked at again, if at all. */
    dueAt: p.datetime(3).nullable(),
    attempts: p.integer(),
    /** A push began whose end is not known: it may have got there. */
    unsure: p.boolean(),
    remoteId: p.text().nullable(),
    /** Sealed JSON: every address under which the person may stand there, so that erasure reaches them. */
    addresses: p.blob().nullable(),
    lastFault: p.json<VendorFault>().nullable(),
    failingSince: p.datetime(3).nullable(),
    pushedAt: p.datetime(3).nullable(),
  },
});
/** A candidate in one CRM: whether it knows what we know. */
export class SyncRecord extends SyncRecordSchema.class {}
SyncRecordSchema.setClass(SyncRecord);

const SyncNoteSchema = defineEntity({
  name: 'SyncNote',
  tableName: 'sync_note',
  properties: {
    connectionId: p.uuid().primary(),
    candidateId: p.uuid().primary(),
    factSeq: p.bigint('number').primary(),
    companyId: p.uuid(),
  },
});
/** A fact that has still to be written into a CRM; deleted when it stands there. */
export class SyncNote extends SyncNoteSchema.class {}
SyncNoteSchema.setClass(SyncNote);
