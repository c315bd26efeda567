import type { MailProviderName } from '@goen/contracts/public';
import type { Logger } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import { type BodyCipher, createBodyCipher } from './messages/body-cipher.ts';
import { createMessageRows, type MessageRows } from './messages/message-rows.ts';
import { createRecentMails, type RecentMails } from './messages/recent-mails.ts';
import { createProviders } from './providers/create-providers.ts';
import type { MailProvider } from './providers/provider.ts';
import { createSenderDomainCache, type SenderDomainCache } from './sender-domains/sender-domain-cache.ts';
import { createDispatcher, type Dispatcher } from './sending/dispatcher.ts';
import { createSuppressionReader, type SuppressionReader } from './suppressions/is-suppressed.ts';

/** A configured provider with the queue in front of it. */
export type Lane = { readonly provider: MailProvider; readonly dispatcher: Dispatcher };

/** The long-lived parts of the service. Modules that it is made of take what they need one by one. */
export type MailContext = {
  readonly orm: Database;
  readonly rows: MessageRows;
  readonly recentMails: RecentMails;
  readonly lanes: ReadonlyMap<MailProviderName, Lane>;
  readonly domains: SenderDomainCache;
  readonly suppressions: SuppressionReader;
  readonly cipher: BodyCipher;
  readonly personHashKey: string;
  readonly logger: Logger;
};

export function createMailContext(config: MailConfig, orm: Database, logger: Logger): MailContext {
  const cipher = createBodyCipher(config.bodyKeys);
  const recentMails = createRecentMails();
  const lanes = createProviders(config.providers).map((provider): [MailProviderName, Lane] => {
    const dispatcher = createDispatcher({ orm, cipher, recentMails, logger }, provider, config.batchWindowMs);
    return [provider.name, { provider, dispatcher }];
  });
  return {
    orm,
    rows: createMessageRows(orm),
    recentMails,
    lanes: new Map(lanes),
    domains: createSenderDomainCache(orm),
    suppressions: createSuppressionReader(orm),
    cipher,
    personHashKey: config.personHashKey,
    logger,
  };
}
