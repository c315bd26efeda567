import { defineEntity, p } from '@mikro-orm/core';

export type AuditData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

const AuditEventSchema = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_event',
  properties: {
    id: p.uuid().primary(),
    /** Null: a change of the operator's own settings. Such events form a chain of their own. */
    companyId: p.uuid().nullable(),
    occurredAt: p.datetime(3),
    /** As `formatActor` writes it. */
    actor: p.text(),
    action: p.text(),
    subjectType: p.text(),
    subjectId: p.text(),
    /** Ids and names of fields; never personal data. */
    data: p.json<AuditData>(),
    /** The network that the request came from: an IPv4 /24 or an IPv6 /48. */
    network: p.text().nullable(),
    /** SHA-256 of the canonical JSON of the above. */
    entryHash: p.text(),
    /** Place in the chain, set by the database when the transaction commits. */
    seq: p.bigint('number').nullable(),
    /** SHA-256 of `<hash of the event before>:<seq>:<entryHash>`. */
    hash: p.text().nullable(),
  },
});
/** Who did what to what, from where. Append-only for every role. */
export class AuditEvent extends AuditEventSchema.class {}
AuditEventSchema.setClass(AuditEvent);

const AuditHeadSchema = defineEntity({
  name: 'AuditHead',
  tableName: 'audit_head',
  properties: {
    /** The company, or the nil UUID for the operator. */
    chain: p.uuid().primary(),
    seq: p.bigint('number'),
    hash: p.text(),
  },
});
/** The last event of each chain, so that removing the newest events shows as well. Only the database writes it. */
export class AuditHead extends AuditHeadSchema.class {}
AuditHeadSchema.setClass(AuditHead);
