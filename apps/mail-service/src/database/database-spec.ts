import type { DatabaseSpec } from '@goen/service-kit/database';
import { CreateTables } from './create-tables.ts';
import { Message } from './message.ts';
import { Suppression } from './suppression.ts';

export const mailDatabase: DatabaseSpec = {
  entities: [Message, Suppression],
  migrations: [{ name: '001-create-tables', class: CreateTables }],
};
