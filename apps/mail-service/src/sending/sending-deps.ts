import type { Logger } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { BodyCipher } from '../messages/body-cipher.ts';
import type { RecentMails } from '../messages/recent-mails.ts';

/** What sending needs, and nothing of the requests that asked for it. */
export type SendingDeps = {
  readonly orm: Database;
  readonly cipher: BodyCipher;
  readonly recentMails: RecentMails;
  readonly logger: Logger;
};
