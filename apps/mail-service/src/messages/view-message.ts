import type { StoredMessage } from '@goen/contracts/internal';
import type { MessageRow } from '../database/message.ts';

type Shown = Pick<MessageRow, Exclude<keyof MessageRow & string, 'rendered' | 'providerText'>>;

const toIso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/** A mail without its address and content. Why it waited is over once it is out or skipped. */
export const viewMessage = (message: Shown): StoredMessage => ({
  id: message.id,
  key: message.key,
  company: message.companyId,
  kind: message.kind,
  regulated: message.regulated,
  locale: message.locale,
  date: message.date,
  rejectionIds: message.rejectionIds,
  state: message.state,
  stateSince: (message.finishedAt ?? message.createdAt).toISOString(),
  skipReason: message.skipReason ?? null,
  missing: message.missing ?? [],
  failure: message.failure ?? null,
  waiting:
    message.state === 'queued' && message.waitingReason && message.waitingSince
      ? { reason: message.waitingReason, since: message.waitingSince.toISOString() }
      : null,
  provider: message.provider,
  wordingVersion: message.wordingVersion ?? null,
  createdAt: message.createdAt.toISOString(),
  firstTriedAt: toIso(message.firstTriedAt),
  sentAt: toIso(message.sentAt),
});
