import { migrate } from '@goen/service-kit/database';
import { caseStoreSpec } from './store.ts';

/** Migrates the database `cases` as the owner of its schema, and returns the names of the migrations. */
export const migrateCases = (ownerUrl: string): Promise<readonly string[]> => migrate(caseStoreSpec, ownerUrl);
