import type { Words } from '../../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  title: 'Erasure and retention',
  retention: 'Retention',
  erasures: 'Erased candidates',
  about:
    'What is older than its retention is deleted, or blanked, every night (data of mails every hour). The days of each kind can be changed within its bounds.',
  mailUnknown: 'mail-service does not answer, so the retention of its data is not shown.',
  dryRun: 'Count what the next round deletes',
  dryRunTotal: 'The next round deletes {{number}} rows (counted {{time}}; nothing is deleted yet)',
  kind: 'Kind of data',
  keepDays: 'Kept for',
  days: '{{number}} days',
  byDefault: 'by default {{number}} days',
  range: '{{min}} to {{max}} days',
  fixed: 'Cannot be changed',
  change: 'Change',
  changeOf: 'Change how long {{name}} are kept',
  dialog: {
    title: 'Change retention',
    field: 'Kept for (days)',
    rangeAdvice: 'From {{min}} to {{max}} days ({{byDefault}} by default)',
    basis: 'The minimum is for {{basis}}.',
    noBasis: 'The minimum is what the product needs; no law names one.',
    maximum:
      'The maximum is that of the product: personal data that is not needed any more must be deleted without delay (個人情報保護法 Art. 22).',
    outOfRange: 'Enter a whole number from {{min}} to {{max}}',
    useDefault: 'Back to {{byDefault}} days',
    counting: 'Counting what would be deleted',
    fewer: '{{number}} rows will be deleted at the next round, for good.',
    none: 'Nothing will be deleted at the next round.',
    save: 'Keep for {{days}} days',
    saved: '{{name}} are kept for {{days}} days from now on',
    unchanged: 'They are kept so long already.',
  },
  lastRun: 'Last round',
  never: 'Not yet',
  deleted: 'Deleted',
  moreLeft: 'more next time',
  next: 'Next round',
  signIn: 'Besides, {{number}} expired sessions, links and counts of sign-in go within an hour.',
  erasureList: 'Erased candidates, the latest first',
  candidate: 'Candidate {{id}}',
  because: { requested: 'Requested', kept_no_longer: 'Period ended' },
  noErasures: 'Nobody was erased yet',
  noErasuresAdvice: 'Of candidates who are erased, their id and the reason are listed here.',
  kinds: {
    idempotency_keys: { name: 'Idempotency keys', why: 'Clients retry within a day.' },
    hook_deliveries: {
      name: 'Deliveries of ATS webhooks',
      why: 'Recognises repeats, and can be replayed after a mistake is corrected.',
    },
    orphaned_hook_deliveries: {
      name: 'Deliveries of deleted connections',
      why: 'Nobody can process what waits for a deleted connection.',
    },
    webhook_events: {
      name: 'Outbound webhook events',
      why: 'Companies may replay events for 30 days. Deliveries go with their event.',
    },
    import_files: { name: 'Contents of imported files', why: 'After a dry run a file can be imported for 7 days.' },
    import_rows: { name: 'Rows of imports', why: 'Refused rows can be corrected for 30 days.' },
    imports: { name: 'Statuses of imports', why: 'The statuses of a file are cells of it. Its counts stay.' },
    outbox_leftovers: {
      name: 'Wake-ups that nobody took',
      why: 'Temporal never took them, and what they would wake is over.',
    },
    mail_edits: {
      name: 'Edits of mails',
      why: 'Texts of mails are deleted after 30 days; an open case may still send its edit.',
    },
    personal_notes: {
      name: 'Personal notes',
      why: 'Texts of mails are deleted after 30 days; a result that waits may still carry its note.',
    },
    approval_reminders: { name: 'Approval reminders', why: 'Prevents a second reminder on the same day.' },
    introduction_contacts: {
      name: 'Contacts of introductions',
      why: 'The placement ledger is kept for two years from the end (職業安定法 Art. 32-15).',
    },
    re_invitations: {
      name: 'Re-invitations',
      why: 'Counts towards the limit of six months, and shows what came of an opening.',
    },
    revisits: { name: 'Dates to come back on', why: 'A date that passed a year ago is of no use.' },
    links_of_erased: {
      name: 'Page links of erased candidates',
      why: 'Through it a person sees who received their data, for the three years that the records are kept.',
    },
    open_applications: {
      name: 'Open applications',
      why: 'Nobody waits for an answer that long. Systems that report stages say nothing while nothing moves.',
    },
    merged_ids: { name: 'Merged ids', why: 'Waits for the first report about a person whom an ATS knows by two ids.' },
    complaints: { name: 'Complaints', why: 'Shows how complaints were handled (職業安定法 Art. 33-6).' },
    feedback_words: {
      name: 'Words of feedback',
      why: 'Texts of mails are deleted after 30 days; one that still waits in the queue is kept.',
    },
    experience_answers: {
      name: 'Answers about the candidate experience',
      why: 'Trends are read over years; nobody is asked again within six months.',
    },
    bodies: { name: 'Texts of sent mails', why: 'A retry sends the same text, and companies see what was sent.' },
    batches: {
      name: 'Requests to mail providers',
      why: 'Finds out whether a mail left; as long as texts of mails, and at least 7 days.',
    },
    provider_events: {
      name: 'Events of mail providers',
      why: 'Recognises repeats for longer than a case lasts.',
    },
    notices: { name: 'Notices of bounces', why: 'A repeated notice is answered the same.' },
    short_lived_messages: {
      name: 'Records of confirmation, sign-in and invitation mails',
      why: 'Kept while a bounce or a complaint may arrive.',
    },
    messages: {
      name: 'Records of mails',
      why: 'Prevents a second mail under the same key, and proves on what basis a mail was sent (特定電子メール法 Art. 3(2)).',
    },
  },
} as const satisfies Words<typeof japanese>;
