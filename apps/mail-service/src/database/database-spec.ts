import type { DatabaseSpec } from '@goen/service-kit/database';
import { AddWordings } from './add-wordings.ts';
import { CreateTables } from './create-tables.ts';
import { Message } from './message.ts';
import { Suppression } from './suppression.ts';
import { WordingVersion } from './wording-version.ts';

export const mailDatabase: DatabaseSpec = {
  entities: [Message, Suppression, WordingVersion],
  migrations: [
    { name: '001-create-tables', class: CreateTables },
    { name: '003-wordings', class: AddWordings },
  ],
};
