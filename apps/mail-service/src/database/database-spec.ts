import type { DatabaseSpec } from '@goen/service-kit/database';
import { CaseNotice } from './case-notice.ts';
import { Message } from './message.ts';
import { CreateTables } from './migrations/001-create-tables.ts';
import { AddDelivery } from './migrations/002-delivery.ts';
import { AddWordings } from './migrations/003-wordings.ts';
import { AddTurns } from './migrations/004-turns.ts';
import { KeepDaysOfUnconfirmedMails } from './migrations/005-days-of-mails-that-may-be-out.ts';
import { CountDailyLimitPerCompany } from './migrations/006-daily-limit-per-company.ts';
import { FindMailsByAddress } from './migrations/007-find-mails-by-address.ts';
import { GrantPerTable } from './migrations/030-grants.ts';
import { Retention } from './migrations/046-retention.ts';
import { SuppressionsEverywhere } from './migrations/070-suppressions-everywhere.ts';
import { LookUpMessages } from './migrations/080-message-lookup.ts';
import { ProviderTexts } from './migrations/092-provider-texts.ts';
import { OperatorSettings } from './migrations/128-operator-settings.ts';
import { FindWaitingMails } from './migrations/129-waiting-mails.ts';
import { ProviderEvent } from './provider-event.ts';
import { RateLimit } from './rate-limit.ts';
import { RetentionRun } from './retention-run.ts';
import { RetentionSetting } from './retention-setting.ts';
import { SendBatch } from './send-batch.ts';
import { SenderDomain } from './sender-domain.ts';
import { Suppression, SuppressionRemoval } from './suppression.ts';
import { WordingVersion } from './wording-version.ts';

export const mailDatabase: DatabaseSpec = {
  entities: [
    CaseNotice,
    Message,
    ProviderEvent,
    RateLimit,
    RetentionRun,
    RetentionSetting,
    SendBatch,
    SenderDomain,
    Suppression,
    SuppressionRemoval,
    WordingVersion,
  ],
  migrations: [
    { name: '001-create-tables', class: CreateTables },
    { name: '002-delivery', class: AddDelivery },
    { name: '003-wordings', class: AddWordings },
    { name: '004-turns', class: AddTurns },
    { name: '005-days-of-mails-that-may-be-out', class: KeepDaysOfUnconfirmedMails },
    { name: '006-daily-limit-per-company', class: CountDailyLimitPerCompany },
    { name: '007-find-mails-by-address', class: FindMailsByAddress },
    { name: '030-grants', class: GrantPerTable },
    { name: '046-retention', class: Retention },
    { name: '070-suppressions-everywhere', class: SuppressionsEverywhere },
    { name: '080-message-lookup', class: LookUpMessages },
    { name: '092-provider-texts', class: ProviderTexts },
    { name: '128-operator-settings', class: OperatorSettings },
    { name: '129-waiting-mails', class: FindWaitingMails },
  ],
};
