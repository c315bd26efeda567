import { defineEntity, p } from '@mikro-orm/core';

const TagOverruleSchema = defineEntity({
  name: 'TagOverrule',
  tableName: 'tag_overrule',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /** As the company wrote it. */
    value: p.text(),
    /** Its comparison key; one active overrule per company and key. */
    valueKey: p.text(),
    /** The member who overruled, and why. */
    overruledBy: p.text(),
    because: p.text(),
    createdAt: p.datetime(3),
    /** Revoked rows are kept as history. */
    revokedBy: p.text().nullable(),
    /** Only the operator overrules again what the operator revoked. */
    revokedAs: p.text().$type<'company' | 'operator'>().nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
});
/** A company says that a value refused as sensitive is the name of a skill or job. */
export class TagOverrule extends TagOverruleSchema.class {}
TagOverruleSchema.setClass(TagOverrule);
