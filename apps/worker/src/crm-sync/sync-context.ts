import type { ConnectionSettings } from '@goen/ats';
import type { Database } from '@goen/case-store';
import type { Logger } from '@goen/service-kit';
import type { Sender } from '@goen/service-kit/outbound';

export type SyncContext = {
  readonly orm: Database;
  readonly logger: Logger;
  readonly connections: ConnectionSettings;
  readonly sender: Sender;
  readonly now: () => Date;
};
