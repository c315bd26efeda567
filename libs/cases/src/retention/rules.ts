import { maxContentDays, maxRecordDays, type RetentionRule } from '@goen/service-kit/retention';

export const retentionKinds = [
  'idempotency_keys',
  'hook_deliveries',
  'orphaned_hook_deliveries',
  'webhook_events',
  'import_files',
  'import_rows',
  'imports',
  'outbox_leftovers',
  'mail_edits',
  'personal_notes',
  'approval_reminders',
  'introduction_contacts',
  're_invitations',
  'revisits',
  'links_of_erased',
  'open_applications',
  'merged_ids',
  'complaints',
  'feedback_words',
  'experience_answers',
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

export type CaseRetentionRule = RetentionRule<RetentionKind>;

const endedImports = (before: string): string => `select f.id from file_import f
  where f.company_id = t.company_id and (f.bytes_kept or f.rows_kept) and f.ended_at < ${before}`;

/** An introduction ends within 110 days of its creation, and the placement ledger is kept for two years from its end. */
const placementRecordDays = 2 * 366 + 110;
const threeYears = 3 * 366;

/**
 * What of the database `cases` is deleted when it is old. Kept on purpose, and listed with the reasons in
 * docs/records.md: facts, rejections and candidates, offers and un-rejections, provision records, audit rows.
 */
export const retentionRules: readonly CaseRetentionRule[] = [
  {
    kind: 'idempotency_keys',
    table: 'idempotency_key',
    isExpired: (before) => `t.created_at < ${before}`,
    keepDays: 2,
    minDays: 1,
    maxDays: maxContentDays,
    why: 'Clients retry within a day.',
  },
  {
    // What was accepted but not processed (`received`, `held` by a paused connection) is never old.
    kind: 'hook_deliveries',
    table: 'hook_delivery',
    isExpired: (before) => `t.state not in ('received', 'held') and coalesce(t.settled_at, t.received_at) < ${before}`,
    keepDays: 30,
    minDays: 7,
    maxDays: maxContentDays,
    why: 'Recognises repeats, and can be replayed after a mistake is corrected.',
  },
  {
    kind: 'orphaned_hook_deliveries',
    table: 'hook_delivery',
    isExpired: (before) => `t.state in ('received', 'held') and t.received_at < ${before} and t.connection_id in (
      select c.id from connection c where c.company_id = t.company_id and c.state = 'deleted')`,
    keepDays: 30,
    minDays: 7,
    maxDays: maxContentDays,
    why: 'Nobody can process what waits for a deleted connection.',
  },
  {
    kind: 'webhook_events',
    table: 'webhook_event',
    isExpired: (before) => `t.occurred_at < ${before} and not exists (select from webhook_delivery d
      where d.event_id = t.id and (d.state = 'pending' or d.created_at >= ${before}))`,
    keepDays: 30,
    minDays: 30,
    maxDays: maxContentDays,
    why: 'Companies may replay events for 30 days. Deliveries go with their event.',
  },
  {
    // The workflow of an import deletes its file at once or after 7 days, its rows after 30: these are of imports whose
    // workflow is gone.
    kind: 'import_files',
    table: 'file_import_chunk',
    isExpired: (before) => `t.import_id in (${endedImports(before)})`,
    keepDays: 31,
    minDays: 8,
    maxDays: maxContentDays,
    why: 'After a dry run a file can be imported for 7 days.',
  },
  {
    kind: 'import_rows',
    table: 'file_import_row',
    isExpired: (before) => `t.import_id in (${endedImports(before)})`,
    keepDays: 31,
    minDays: 31,
    maxDays: maxContentDays,
    why: 'Refused rows can be corrected for 30 days.',
  },
  {
    kind: 'imports',
    table: 'file_import',
    blank: `bytes_kept = false, rows_kept = false, statuses = null,
      fingerprint = case when dry_run then null else fingerprint end`,
    isExpired: (before) => `(t.bytes_kept or t.rows_kept) and t.ended_at < ${before}
      and not exists (select from file_import_chunk c where c.import_id = t.id)
      and not exists (select from file_import_row r where r.import_id = t.id)`,
    willExpire: (beforeOf) => `(t.bytes_kept or t.rows_kept) and t.ended_at < ${beforeOf('imports')}
      and (t.ended_at < ${beforeOf('import_files')}
        or not exists (select from file_import_chunk c where c.import_id = t.id))
      and (t.ended_at < ${beforeOf('import_rows')}
        or not exists (select from file_import_row r where r.import_id = t.id))`,
    keepDays: 31,
    minDays: 31,
    maxDays: maxContentDays,
    why: 'The statuses of a file are cells of it. Its counts stay.',
  },
  {
    // Starts and nudges of open cases are retried for as long as it takes.
    kind: 'outbox_leftovers',
    table: 'outbox',
    isExpired: (before) => `t.attempts >= 10 and t.created_at < ${before} and (
      exists (select from follow_up_case c where c.id = t.case_id and c.state = 'closed')
      or exists (select from introduction i where i.id = t.introduction_id and i.state = 'closed')
      or exists (select from re_invitation r where r.id = t.re_invitation_id and r.state = 'closed')
      or exists (select from connection c where c.id = t.connection_id and c.state = 'deleted'))`,
    keepDays: 30,
    minDays: 7,
    maxDays: maxContentDays,
    why: 'Temporal never took them, and what they would wake is over.',
  },
  {
    kind: 'mail_edits',
    table: 'mail_edit',
    isExpired: (before) => `t.created_at < ${before}
      and exists (select from follow_up_case c where c.id = t.case_id and c.state = 'closed')`,
    keepDays: 30,
    minDays: 30,
    maxDays: maxContentDays,
    why: 'Texts of mails are deleted after 30 days; an open case may still send its edit.',
  },
  {
    kind: 'personal_notes',
    table: 'personal_note',
    isExpired: (before) => `t.created_at < ${before} and not exists (select from follow_up_case c
      where c.id = t.case_id and c.state = 'open' and c.next_mail like 'rejection%')`,
    keepDays: 30,
    minDays: 30,
    maxDays: maxContentDays,
    why: 'Texts of mails are deleted after 30 days; a result that waits may still carry its note.',
  },
  {
    kind: 'approval_reminders',
    table: 'approval_reminder',
    isExpired: (before) => `t.created_at < ${before}`,
    keepDays: 90,
    minDays: 7,
    maxDays: maxContentDays,
    why: 'Prevents a second reminder on the same day.',
  },
  {
    kind: 'introduction_contacts',
    table: 'introduction',
    blank: 'person = null',
    isExpired: (before) => `t.person is not null and t.state = 'closed' and t.created_at < ${before}`,
    keepDays: threeYears,
    minDays: placementRecordDays,
    maxDays: maxRecordDays,
    basis: '職業安定法 Art. 32-15',
    why: 'The placement ledger is kept for two years from the end (職業安定法 Art. 32-15).',
  },
  {
    // Facts and outbox rows go with them.
    kind: 're_invitations',
    table: 're_invitation',
    isExpired: (before) => `t.state = 'closed' and t.closed_at < ${before}`,
    keepDays: threeYears,
    minDays: 366,
    maxDays: maxRecordDays,
    why: 'Counts towards the limit of six months, and shows what came of an opening.',
  },
  {
    kind: 'revisits',
    table: 'revisit',
    isExpired: (before) => `t.revisit_on < (${before})::date`,
    keepDays: 366,
    minDays: 30,
    maxDays: maxRecordDays,
    why: 'A date that passed a year ago is of no use.',
  },
  {
    kind: 'links_of_erased',
    table: 'candidate_link',
    isExpired: (before) => `t.candidate_id in (select c.id from candidate c
      where c.company_id = t.company_id and c.erased_at is not null and c.erased_at < ${before})`,
    keepDays: threeYears,
    minDays: 366,
    maxDays: maxRecordDays,
    basis: '個人情報保護法 Art. 33(5)',
    why: 'Through it a person sees who received their data, for the three years that the records are kept.',
  },
  {
    kind: 'open_applications',
    table: 'open_application',
    isExpired: (before) => `t.seen_at < ${before}`,
    keepDays: 400,
    minDays: 30,
    maxDays: maxRecordDays,
    why: 'Nobody waits for an answer that long. Systems that report stages say nothing while nothing moves.',
  },
  {
    kind: 'merged_ids',
    table: 'merged_id',
    isExpired: (before) => `t.created_at < ${before}`,
    keepDays: 400,
    minDays: 30,
    maxDays: maxRecordDays,
    why: 'Waits for the first report about a person whom an ATS knows by two ids.',
  },
  {
    kind: 'complaints',
    table: 'complaint',
    isExpired: (before) => `t.received_at < ${before}`,
    keepDays: threeYears,
    minDays: 2 * 366,
    maxDays: maxRecordDays,
    basis: '職業安定法 Art. 33-6',
    why: 'Shows how complaints were handled (職業安定法 Art. 33-6).',
  },
  {
    kind: 'feedback_words',
    table: 'feedback_request',
    blank: 'own_words = null',
    isExpired: (before) => `t.own_words is not null and t.answered_at < ${before} and not exists (
      select from follow_up_case c where c.id = t.case_id and c.state = 'open' and c.next_mail = 'feedback_answer')`,
    keepDays: 30,
    minDays: 30,
    maxDays: maxContentDays,
    why: 'Texts of mails are deleted after 30 days; one that still waits in the queue is kept.',
  },
  {
    kind: 'experience_answers',
    table: 'experience_answer',
    // Whole months: a group that shrinks by one day's answers would tell what was answered that day.
    isExpired: (before) =>
      `t.answered_at < date_trunc('month', (${before}) at time zone 'Asia/Tokyo') at time zone 'Asia/Tokyo'`,
    keepDays: threeYears,
    minDays: 366,
    maxDays: maxRecordDays,
    why: 'Trends are read over years; nobody is asked again within six months.',
  },
];
