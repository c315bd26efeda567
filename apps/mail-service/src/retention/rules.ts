import { shortLivedMailKinds } from '@goen/contracts/workflow';
import { maxContentDays, maxRecordDays, type RetentionRule } from '@goen/service-kit/retention';
import type { MailConfig } from '../config.ts';

/** Webhooks for a request may arrive a day late, and a mail with an unknown outcome is looked up for as long. */
const minBatchDays = 7;
/** The gateway has accepted the notice, and answers a repeat the same. */
const noticeDays = 90;
/** So long after a mail, a provider's report still finds it by its address: `match-messages.ts`. */
const shortLivedDays = 30;
const hasNoNotice = (before: string): string => `not exists (
  select from case_notice n where n.message_id = t.id and (n.told_at is null or n.told_at >= ${before}))`;
const shortLived = shortLivedMailKinds.map((kind) => `'${kind}'`).join(', ');

export type RetentionDays = MailConfig['retention'];

/** The kinds whose days the operator sets, and their names in the configuration; the others follow from these. */
export const settableKinds = {
  bodies: 'bodyDays',
  provider_events: 'eventDays',
  messages: 'messageDays',
} as const satisfies Readonly<Record<string, keyof RetentionDays>>;

/**
 * What is deleted or blanked when it is old. Kept permanently: suppressions and their removals (an address that must
 * not be mailed stays known, as a hash), and wordings (they prove what was sent).
 */
export const buildRetentionRules = ({ bodyDays, eventDays, messageDays }: RetentionDays): readonly RetentionRule[] => [
  {
    // Since their state became final, or their creation if it never did.
    kind: 'bodies',
    table: 'message',
    blank: 'rendered = null, provider_text = null',
    isExpired: (before) => `t.rendered is not null and coalesce(t.finished_at, t.created_at) < ${before}`,
    keepDays: bodyDays,
    minDays: 0,
    maxDays: maxContentDays,
    why: 'A retry sends the same text, and members see what was sent.',
  },
  {
    // Kept while a mail of it is queued: a caller that retries that mail months later must learn how it ended.
    kind: 'batches',
    table: 'send_batch',
    isExpired: (before) => `t.created_at < ${before} and not exists (
      select from unnest(t.message_ids) as its(id) join message m using (id) where m.state = 'queued')`,
    keepDays: Math.max(bodyDays, minBatchDays),
    minDays: minBatchDays,
    maxDays: maxContentDays,
    why: 'Finds out whether a mail left; as long as texts of mails, and at least a week.',
  },
  {
    // Providers repeat an event for days; it is recognised for longer than a case lasts.
    kind: 'provider_events',
    table: 'provider_event',
    isExpired: (before) => `t.received_at < ${before}`,
    keepDays: eventDays,
    minDays: 30,
    maxDays: maxRecordDays,
    why: 'Recognises repeats for longer than a case lasts.',
  },
  {
    kind: 'notices',
    table: 'case_notice',
    isExpired: (before) => `t.told_at < ${before}`,
    keepDays: noticeDays,
    minDays: noticeDays,
    maxDays: noticeDays,
    why: 'The gateway answers a repeat the same.',
  },
  {
    // Nobody may have confirmed the address: its hash is kept only as long as a bounce or a complaint may arrive.
    kind: 'short_lived_messages',
    table: 'message',
    isExpired: (before) => `t.kind in (${shortLived}) and t.created_at < ${before} and t.finished_at < ${before}
      and not exists (select from case_notice n where n.message_id = t.id)`,
    willExpire: (beforeOf) => `t.kind in (${shortLived}) and t.created_at < ${beforeOf('short_lived_messages')}
      and t.finished_at < ${beforeOf('short_lived_messages')} and ${hasNoNotice(beforeOf('notices'))}`,
    keepDays: shortLivedDays,
    minDays: shortLivedDays,
    maxDays: shortLivedDays,
    why: 'Until then a bounce or a complaint finds its mail; nobody may have confirmed the address.',
  },
  {
    // The row prevents a second mail under the same key: it outlives every case that could ask for it.
    kind: 'messages',
    table: 'message',
    isExpired: (before) => `t.created_at < ${before} and t.finished_at < ${before}
      and not exists (select from case_notice n where n.message_id = t.id)`,
    // A short-lived one went as such.
    willExpire: (beforeOf) => `t.created_at < ${beforeOf('messages')} and t.finished_at < ${beforeOf('messages')}
      and t.kind not in (${shortLived}) and ${hasNoNotice(beforeOf('notices'))}`,
    keepDays: messageDays,
    minDays: 400,
    maxDays: maxRecordDays,
    basis: '特定電子メール法 Art. 3(2)',
    why: 'Prevents a second mail under the same key, and proves on what basis a mail was sent.',
  },
];
