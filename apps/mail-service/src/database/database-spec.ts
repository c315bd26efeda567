import type { DatabaseSpec } from '@goen/service-kit/database';
import { AddTurns } from './add-turns.ts';
import { AddWordings } from './add-wordings.ts';
import { CreateTables } from './create-tables.ts';
import { DaysOfMailsThatMayBeOut } from './days-of-mails-that-may-be-out.ts';
import { Delivery } from './delivery.ts';
import { Message } from './message.ts';
import { CaseNotice, ProviderEvent } from './provider-event.ts';
import { RateLimit, SendBatch } from './send-batch.ts';
import { SenderDomain } from './sender-domain.ts';
import { Suppression, SuppressionRemoval } from './suppression.ts';
import { WordingVersion } from './wording-version.ts';

export const mailDatabase: DatabaseSpec = {
  entities: [
    CaseNotice,
    Message,
    ProviderEvent,
    RateLimit,
    SendBatch,
    SenderDomain,
    Suppression,
    SuppressionRemoval,
    WordingVersion,
  ],
  migrations: [
    { name: '001-create-tables', class: CreateTables },
    { name: '002-delivery', class: Delivery },
    { name: '003-wordings', class: AddWordings },
    { name: '004-turns', class: AddTurns },
    { name: '005-days-of-mails-that-may-be-out', class: DaysOfMailsThatMayBeOut },
  ],
};
