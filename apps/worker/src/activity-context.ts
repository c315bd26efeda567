import type { ConnectionSettings } from '@goen/ats';
import type { Database } from '@goen/case-store';
import type { Logger } from '@goen/service-kit';
import type { ServiceAddress } from './services/call-service.ts';

export type ActivityContext = {
  readonly orm: Database;
  readonly mail: ServiceAddress;
  readonly credit: ServiceAddress;
  readonly publicUrl: string;
  readonly linkSecret: string;
  readonly personHashKey: string;
  readonly connections: ConnectionSettings;
  readonly logger: Logger;
};
