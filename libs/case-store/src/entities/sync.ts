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
    /** The current claim expires then; `lease` counts the claims. */
    leasedUntil: p.datetime(3),
    lease: p.bigint('number'),
    /** No pushes until then: the CRM refused or asked for a pause. `faults`: failed batches since the last success. */
    heldUntil: p.datetime(3),
    faults: p.integer(),
    /** While the whole pool is pushed: the last candidate made due. */
    fillAfter: p.uuid().nullable(),
  },
});
/** The sync state of a connection that receives candidates. */
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
    /** Counts changes: a change during a push leaves the record pending. */
    version: p.integer(),
    /** For `synced`: when the CRM is checked again, if ever. */
    dueAt: p.datetime(3).nullable(),
    attempts: p.integer(),
    /** A push began and its outcome is unknown: it may have arrived. */
    unsure: p.boolean(),
    remoteId: p.text().nullable(),
    /** Sealed JSON: every address by which the CRM may know the person, for erasure. */
    addresses: p.blob().nullable(),
    lastFault: p.json<VendorFault>().nullable(),
    failingSince: p.datetime(3).nullable(),
    pushedAt: p.datetime(3).nullable(),
  },
});
/** The sync state of one candidate in one CRM. */
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
/** A fact not yet written to a CRM as a note; deleted once written. */
export class SyncNote extends SyncNoteSchema.class {}
SyncNoteSchema.setClass(SyncNote);
