import type { MailProviderName } from '@goen/contracts';
import { defineEntity, p } from '@mikro-orm/core';

/** `unknown`: the provider cannot be asked. Only `pending`, `failed` and `missing` stop a mail. */
export const domainStates = ['verified', 'pending', 'failed', 'missing', 'unknown'] as const;
export type DomainStateName = (typeof domainStates)[number];

const SenderDomainSchema = defineEntity({
  name: 'SenderDomain',
  tableName: 'sender_domain',
  properties: {
    provider: p.text().$type<MailProviderName>().primary(),
    domain: p.text().primary(),
    state: p.enum(domainStates).$type<DomainStateName>(),
    spf: p.enum(domainStates).$type<DomainStateName>(),
    dkim: p.enum(domainStates).$type<DomainStateName>(),
    checkedAt: p.datetime(),
  },
});

/** What the provider last said of a domain that mails are sent from. */
export class SenderDomain extends SenderDomainSchema.class {}
SenderDomainSchema.setClass(SenderDomain);
