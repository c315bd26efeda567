import type { MailProviderName } from '@goen/contracts/public';
import type { Logger } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import type { Lane, MailContext } from './mail-context.ts';
import { createBodyCipher } from './messages/body-cipher.ts';
import { createMessageRows } from './messages/message-rows.ts';
import { createRecentMails } from './messages/recent-mails.ts';
import { createProviders } from './providers/create-providers.ts';
import { createSenderDomainCache } from './sender-domains/sender-domain-cache.ts';
import { createDispatcher } from './sending/dispatcher.ts';
import { createSuppressionReader } from './suppressions/is-suppressed.ts';

export function createMailContext(config: MailConfig, orm: Database, logger: Logger): MailContext {
  const lanes = new Map<MailProviderName, Lane>();
  const context: MailContext = {
    orm,
    rows: createMessageRows(orm),
    fresh: createRecentMails(),
    lanes,
    domains: createSenderDomainCache({ orm }),
    suppressions: createSuppressionReader(orm),
    cipher: createBodyCipher(config.bodyKeys),
    personHashKey: config.personHashKey,
    logger,
  };
  for (const provider of createProviders(config)) {
    lanes.set(provider.name, { provider, dispatcher: createDispatcher(context, provider, config.batchWindowMs) });
  }
  return context;
}
