import type { ConfirmedHow, RegistrationState } from '@goen/contracts/workflow';
import { defineEntity, p } from '@mikro-orm/core';

const RegistrationSchema = defineEntity({
  name: 'Registration',
  tableName: 'registration',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    candidateId: p.uuid(),
    caseId: p.uuid(),
    state: p.text().$type<RegistrationState>(),
    confirmedHow: p.text().$type<ConfirmedHow>().nullable(),
    /** The month of the operator's limit counts by it, also once the confirmation is withdrawn. */
    confirmedAt: p.datetime(3).nullable(),
    /** The member who confirmed, refused or withdrew. */
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime(3).nullable(),
    /** As the link says; never a proof. */
    applicationId: p.text().nullable(),
    /** As the person typed it. */
    jobName: p.text().nullable(),
    /** When the address was confirmed. */
    createdAt: p.datetime(3),
  },
});
/** A candidate's own sign-up through the template channel. Decided rows stay, without what the person typed. */
export class Registration extends RegistrationSchema.class {}
RegistrationSchema.setClass(Registration);

const RegistrationLinkSchema = defineEntity({
  name: 'RegistrationLink',
  tableName: 'registration_link',
  properties: {
    tokenHash: p.text().primary(),
    companyId: p.uuid(),
    n: p.integer(),
    createdAt: p.datetime(3),
    /** Null: it is the company's current link. */
    validUntil: p.datetime(3).nullable(),
  },
});
/** The link of a company's template. Everybody who was rejected has it: it identifies the company and proves nothing. */
export class RegistrationLink extends RegistrationLinkSchema.class {}
RegistrationLinkSchema.setClass(RegistrationLink);

const RegistrationLimitSchema = defineEntity({
  name: 'RegistrationLimit',
  tableName: 'registration_limit',
  properties: {
    /** A keyed hash of an address with its date, or of a network with its hour. */
    keyHash: p.text().primary(),
    uses: p.integer(),
    validUntil: p.datetime(3),
  },
});
/** How often an address or a network used the registration page. Of the whole platform, without personal data. */
export class RegistrationLimit extends RegistrationLimitSchema.class {}
RegistrationLimitSchema.setClass(RegistrationLimit);
