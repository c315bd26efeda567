import type { MailProviderName } from '@goen/contracts/public';
import type { Logger } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { BodyCipher } from './messages/body-cipher.ts';
import type { MessageRows } from './messages/message-rows.ts';
import type { RecentMails } from './messages/recent-mails.ts';
import type { MailProvider } from './providers/provider.ts';
import type { SenderDomainCache } from './sender-domains/sender-domain-cache.ts';
import type { Dispatcher } from './sending/dispatcher.ts';
import type { SuppressionReader } from './suppressions/is-suppressed.ts';

/** A provider that is set up, and what waits before it. */
export type Lane = { provider: MailProvider; dispatcher: Dispatcher };

/** What every verb of the service works with. */
export type MailContext = {
  orm: Database;
  rows: MessageRows;
  fresh: RecentMails;
  lanes: ReadonlyMap<MailProviderName, Lane>;
  domains: SenderDomainCache;
  suppressions: SuppressionReader;
  cipher: BodyCipher;
  personHashKey: string;
  logger: Logger;
};
