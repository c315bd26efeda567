import { randomUUID } from 'node:crypto';
import type { RetentionKind } from '@goen/cases';
import type { startStoreFixture } from '@goen/testing';

type Fixture = Awaited<ReturnType<typeof startStoreFixture>>;
/** `stays`: however old it is. */
export type Written = {
  readonly kind: RetentionKind;
  readonly id: string;
  readonly agoDays: number;
  readonly stays: boolean;
};

/** Where the rows of a kind are, by the id that `writeWeek` gave them, and whether they are still there. */
export const remains: Readonly<Record<RetentionKind, string>> = {
  idempotency_keys: 'select id from idempotency_key',
  hook_deliveries: 'select id from hook_delivery',
  orphaned_hook_deliveries: 'select id from hook_delivery',
  webhook_events: 'select id from webhook_event',
  import_files: 'select import_id as id from file_import_chunk',
  import_rows: 'select import_id as id from file_import_row',
  imports: 'select id from file_import where bytes_kept',
  outbox_leftovers: 'select id::text from outbox',
  mail_edits: 'select id from mail_edit',
  personal_notes: 'select id from personal_note',
  approval_reminders: 'select id from approval_reminder',
  introduction_contacts: 'select id from introduction where person is not null',
  re_invitations: 'select id from re_invitation',
  revisits: 'select candidate_id as id from revisit',
  links_of_erased: 'select token_hash as id from candidate_link',
  open_applications: 'select id from open_application',
  merged_ids: 'select id from merged_id',
  complaints: 'select id from complaint',
  feedback_words: 'select id from feedback_request where own_words is not null',
  experience_answers: 'select id from experience_answer',
};

/** One row of every kind, so many days old, and one beside it that must stay. */
export async function createWriter(fixture: Fixture) {
  const { companyId, sql } = fixture;
  const [other, active, deleted, endpoint, position] = Array.from({ length: 5 }, () => randomUUID());
  await sql(`insert into company values (?, 'D', 'd', '{}', now())`, [other]);
  for (const [id, state] of [
    [active, 'active'],
    [deleted, 'deleted'],
  ])
    await sql(
      `insert into connection (id, company_id, kind, name, state, created_at) values (?, ?, 'greenhouse', 'x', ?, now())`,
      [id, companyId, state],
    );
  await sql(
    `insert into webhook_endpoint (id, company_id, url, types, state, secret, created_at)
     values (?, ?, 'https://example.jp', '{}', 'enabled', 'x', now())`,
    [endpoint, companyId],
  );
  await sql(`insert into position (id, company_id, title, state, created_at) values (?, ?, 'x', 'open', now())`, [
    position,
    companyId,
  ]);

  /** One a day. */
  let reminders = 0;
  return async (agoDays: number): Promise<Written[]> => {
    const written: Written[] = [];
    const at = new Date(Date.now() - agoDays * 86_400_000);
    /** Writes a row; its first value is its id. */
    const write = async (kind: RetentionKind, stays: boolean, statement: string, values: unknown[]) => {
      await sql(statement, values);
      written.push({ kind, id: String(values[0]), agoDays, stays });
    };
    const id = () => randomUUID();
    const openCandidate = await fixture.candidate();
    const closedCandidate = await fixture.candidate();
    const [openCase, closedCase] = await Promise.all(
      [openCandidate, closedCandidate].map((of) => fixture.openCase(of)),
    );
    await sql(`update follow_up_case set state = 'closed' where id = ?`, [closedCase]);
    await sql(`update follow_up_case set next_mail = 'rejection' where id = ?`, [openCase]);

    await write(
      'idempotency_keys',
      false,
      `insert into idempotency_key (id, company_id, method, route, key, body_hash, lease_until, created_at)
      values (?, ?, 'POST', '/x', ?, 'h', ?, ?)`,
      [id(), companyId, id(), at, at],
    );
    const delivery = `insert into hook_delivery (id, company_id, connection_id, delivery_key, state, told, case_ids, deliveries,
      received_at, settled_at) values (?, ?, ?, ?, ?, '[]', '{}', 1, ?, ?)`;
    await write('hook_deliveries', false, delivery, [id(), companyId, active, id(), 'taken', at, at]);
    await write('hook_deliveries', true, delivery, [id(), companyId, active, id(), 'held', at, null]);
    await write('orphaned_hook_deliveries', false, delivery, [id(), companyId, deleted, id(), 'held', at, null]);
    for (const state of ['delivered', 'pending'] as const) {
      const event = id();
      await write(
        'webhook_events',
        state === 'pending',
        `insert into webhook_event (id, company_id, type, data, occurred_at)
        values (?, ?, 'x', '{}', ?)`,
        [event, companyId, at],
      );
      await sql(
        `insert into webhook_delivery (id, company_id, event_id, endpoint_id, state, next_attempt_at, created_at)
        values (gen_random_uuid(), ?, ?, ?, ?, case when ?::text = 'pending' then now() end, ?)`,
        [companyId, event, endpoint, state, state, at],
      );
    }
    const file = id();
    await write(
      'imports',
      false,
      `insert into file_import (id, company_id, connection_id, state, dry_run, file_bytes, sha256,
      rows_done, cursor_row, counts, statuses, bytes_kept, rows_kept, created_at, ended_at)
      values (?, ?, ?, 'done', false, 1, 'x', 1, 2, '{}', '[]', true, true, ?, ?)`,
      [file, companyId, active, at, at],
    );
    await write(
      'import_files',
      false,
      `insert into file_import_chunk (import_id, company_id, n, bytes) values (?, ?, 0, 'x')`,
      [file, companyId],
    );
    await write(
      'import_rows',
      false,
      `insert into file_import_row (import_id, company_id, row, outcome) values (?, ?, 2, 'refused')`,
      [file, companyId],
    );
    for (const [caseId, stays] of [
      [openCase, true],
      [closedCase, false],
    ] as const) {
      const [row] = await sql<{ id: string }>(
        `insert into outbox (company_id, case_id, kind, wake_at, attempts, created_at)
        values (?, ?, 'nudge', now(), 99, ?) returning id`,
        [companyId, caseId, at],
      );
      written.push({ kind: 'outbox_leftovers', id: String(row?.id), agoDays, stays });
      const candidateId = stays ? openCandidate : closedCandidate;
      await write(
        'mail_edits',
        stays,
        `insert into mail_edit (id, company_id, case_id, candidate_id, subject, body, created_at)
        values (?, ?, ?, ?, 'x', 'x', ?)`,
        [id(), companyId, caseId, candidateId, at],
      );
      await write(
        'personal_notes',
        stays,
        `insert into personal_note (id, company_id, case_id, candidate_id, rejection_id, text, written_by, created_at)
        values (?, ?, ?, ?, ?, 'x', 'x', ?)`,
        [id(), companyId, caseId, candidateId, id(), at],
      );
    }
    await write(
      'approval_reminders',
      false,
      `insert into approval_reminder (id, company_id, date, created_at) values (?, ?, ?, ?)`,
      [id(), companyId, new Date(Date.UTC(2000, 0, (reminders += 1))).toISOString().slice(0, 10), at],
    );
    for (const [state, ended] of [
      ['closed', 'hired'],
      ['accepted', null],
    ])
      await write(
        'introduction_contacts',
        ended === null,
        `insert into introduction (id, company_id, position_id, referrer_id, candidate_id, case_id,
        person_hash, score, score_parts, profile, about, state, ended, next_step, person, created_at)
        values (?, ?, ?, ?, ?, ?, ?, 1, '{}', '{}', '{}', ?, ?, 'none', '{}', ?)`,
        [id(), companyId, position, other, closedCandidate, closedCase, id(), state, ended, at],
      );
    await write(
      're_invitations',
      false,
      `insert into re_invitation (id, company_id, position_id, candidate_id, case_id, about, owner, created_by,
      state, ended, closed_at, next_step, created_at) values (?, ?, ?, ?, ?, '{}', '{}', 'x', 'closed', 'lapsed', ?, 'none', ?)`,
      [id(), companyId, position, closedCandidate, closedCase, at, at],
    );
    await write(
      'revisits',
      false,
      `insert into revisit (candidate_id, company_id, revisit_on, saved_by, saved_at) values (?, ?, ?, 'x', ?)`,
      [closedCandidate, companyId, at.toISOString().slice(0, 10), at],
    );
    const link = `insert into candidate_link (token_hash, company_id, case_id, candidate_id, n, created_at) values (?, ?, ?, ?, 1, ?)`;
    await write('links_of_erased', true, link, [id(), companyId, openCase, openCandidate, at]);
    await write('links_of_erased', false, link, [id(), companyId, closedCase, closedCandidate, at]);
    await sql('update candidate set erased_at = ? where id = ?', [at, closedCandidate]);
    await write(
      'open_applications',
      false,
      `insert into open_application (id, company_id, connection_id, application_remote_id, moved_at, seen_at)
      values (?, ?, ?, ?, ?, ?)`,
      [id(), companyId, active, id(), at, at],
    );
    await write(
      'merged_ids',
      false,
      `insert into merged_id (id, company_id, source_key, remote_id, into_remote_id, created_at)
      values (?, ?, 'x', ?, 'y', ?)`,
      [id(), companyId, id(), at],
    );
    await write(
      'complaints',
      false,
      `insert into complaint (id, company_id, candidate_id, text, received_at) values (?, ?, ?, 'x', ?)`,
      [id(), companyId, openCandidate, at],
    );
    await write(
      'feedback_words',
      false,
      `insert into feedback_request (id, company_id, candidate_id, case_id, rejection_id, state, due_on,
      created_at, own_words, answered_by, answered_at) values (?, ?, ?, ?, ?, 'answered', ?, ?, 'x', 'x', ?)`,
      [id(), companyId, closedCandidate, closedCase, id(), at, at, at],
    );
    await write(
      'experience_answers',
      false,
      `insert into experience_answer (id, company_id, candidate_id, stage, score, answered_at)
      values (?, ?, ?, 'interview', 5, ?)`,
      [id(), companyId, closedCandidate, at],
    );
    return written;
  };
}
