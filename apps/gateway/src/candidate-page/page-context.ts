import type { Database } from '@goen/case-store';
import type { Logger } from '@goen/service-kit';

export type PageContext = {
  readonly orm: Database;
  readonly personHashKey: string;
  readonly operatorName: string;
  readonly now: () => Date;
  readonly logger: Logger;
};
