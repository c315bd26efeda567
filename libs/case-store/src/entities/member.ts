import type { Locale } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

export const memberRoles = ['owner', 'recruiter', 'approver', 'viewer'] as const;
export type MemberRole = (typeof memberRoles)[number];

const MemberSchema = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    /** Null once removed, like its hash: who was removed and comes back is a new member. */
    email: p.text().nullable(),
    emailHash: p.text().nullable(),
    name: p.text(),
    role: p.enum([...memberRoles]).$type<MemberRole>(),
    /** Of the mails to this member. */
    locale: p.enum(['ja', 'en']).$type<Locale>(),
    createdAt: p.datetime(3),
    /** When the invitation was followed by the first sign-in. */
    joinedAt: p.datetime(3).nullable(),
    removedAt: p.datetime(3).nullable(),
  },
});
/** A person of a company who signs in. The row stays after removal, so that what they did keeps a name. */
export class Member extends MemberSchema.class {}
MemberSchema.setClass(Member);

const OperatorStaffSchema = defineEntity({
  name: 'OperatorStaff',
  tableName: 'operator_staff',
  properties: {
    id: p.uuid().primary(),
    email: p.text().nullable(),
    emailHash: p.text().nullable(),
    name: p.text(),
    locale: p.enum(['ja', 'en']).$type<Locale>(),
    createdAt: p.datetime(3),
    removedAt: p.datetime(3).nullable(),
  },
});
/** A person of the operator who signs in. No company sees these rows. */
export class OperatorStaff extends OperatorStaffSchema.class {}
OperatorStaffSchema.setClass(OperatorStaff);
