import { type DomainState, domainState } from '@goen/contracts/internal';
import type { MailProviderName } from '@goen/contracts/public';
import { defineEntity, p } from '@mikro-orm/core';

const SenderDomainSchema = defineEntity({
  name: 'SenderDomain',
  tableName: 'sender_domain',
  properties: {
    provider: p.text().$type<MailProviderName>().primary(),
    domain: p.text().primary(),
    state: p.enum(domainState.options).$type<DomainState>(),
    spf: p.enum(domainState.options).$type<DomainState>(),
    dkim: p.enum(domainState.options).$type<DomainState>(),
    /** Null until somebody looked at the domain: no mail depends on it. */
    dmarc: p.enum(domainState.options).$type<DomainState>().nullable(),
    checkedAt: p.datetime(),
  },
});

/** The provider's latest answer about a domain that mails are sent from. */
export class SenderDomain extends SenderDomainSchema.class {}
SenderDomainSchema.setClass(SenderDomain);
