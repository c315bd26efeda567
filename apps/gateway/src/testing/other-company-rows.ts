import { randomUUID } from 'node:crypto';
import { aReport, type GatewayFixture } from './gateway-fixture.ts';

/** In every text of the other company. */
export const victimMark = 'Himitsu';

type Rows = GatewayFixture['rows'];

/** Gives `aoba` something of every kind, for tests in which `hinode` tries to reach it. */
export async function fillOtherCompany(gateway: GatewayFixture): Promise<void> {
  const { aoba, rows } = gateway;
  const post = async (path: string, body: unknown) => {
    const response = await gateway.post(path, body, {}, aoba.key);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const secrets = { signing_key: `${victimMark}-a-key-that-is-long-enough` };
  await post('/v1/webhook-endpoints', { url: `https://${victimMark.toLowerCase()}.example.jp/hooks`, types: [] });
  await post('/v1/connections', { kind: 'greenhouse', name: victimMark, secrets });
  const conditions = { contract_term: 'indefinite', url: `https://x.example.jp/${victimMark}`, as_of: '2026-11-01' };
  await post('/v1/positions', { title: victimMark, conditions });
  await post('/v1/tag-overrules', { value: '循環器疾患', because: victimMark });
  const candidate = { family_name: victimMark, emails: [{ value: 'himitsu@example.jp', type: 'personal' }] };
  await post('/v1/rejections', aReport({ candidate, job: { name: victimMark } }));
  await addRows(rows, aoba.id);
}

async function addRows(rows: Rows, company: string): Promise<void> {
  const [third, introduction, fileImport, event] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const first = async (table: string) => {
    const [row] = await rows<{ id: string }>(`select id from ${table} where company_id = ? limit 1`, [company]);
    if (row === undefined) throw new Error(`The other company has no ${table}.`);
    return row.id;
  };
  const [candidate, followUp, position] = [
    await first('candidate'),
    await first('follow_up_case'),
    await first('position'),
  ];
  const [connection, endpoint] = [await first('connection'), await first('webhook_endpoint')];
  await rows(`insert into company values (?, 'T', 'third', '{}', now())`, [third]);
  await rows(
    `insert into introduction (id, company_id, position_id, referrer_id, candidate_id, case_id, person_hash, score,
       score_parts, profile, about, state, next_step, created_at)
     values (?, ?, ?, ?, ?, ?, 'h', 1, '{}', '{}', '{}', 'asked', 'none', now())`,
    [introduction, company, position, third, candidate, followUp],
  );
  const reInvitation = randomUUID();
  await rows(
    `insert into re_invitation (id, company_id, position_id, candidate_id, case_id, about, job_name, owner, created_by,
       state, next_step, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'sent', 'answer', now())`,
    [
      reInvitation,
      company,
      position,
      candidate,
      followUp,
      JSON.stringify({ position: victimMark, url: null, whatIsNew: victimMark }),
      victimMark,
      JSON.stringify({ name: victimMark, email: null }),
      victimMark,
    ],
  );
  await rows(
    `insert into re_invitation_fact (re_invitation_id, company_id, kind, at, data)
     values (?, ?, 'candidate.answered', now(), '{}')`,
    [reInvitation, company],
  );
  await rows(`insert into invitation_wording values (?, 'ja', ?, null, null, ?, ?, now())`, [
    position,
    company,
    victimMark,
    victimMark,
  ]);
  await rows(`insert into revisit values (?, ?, '2027-04-01', ?, ?, now())`, [
    candidate,
    company,
    victimMark,
    victimMark,
  ]);
  await rows(
    `insert into provision_record (id, company_id, side, introduction_id, provided_at, person, counterpart_name,
       counterpart_address, counterpart_representative, items, consent_at, consent_text_version, consent_text_hash,
       acquired_how, keep_until)
     values (?, ?, 'provider', ?, now(), ?, 'c', 'a', 'r', '{}', now(), 'v', 'h', 'x', date '2026-11-24')`,
    [randomUUID(), company, introduction, victimMark],
  );
  await rows(
    `insert into file_import (id, company_id, connection_id, state, dry_run, file_name, file_bytes, sha256, rows_done,
       cursor_row, counts, bytes_kept, rows_kept, created_at)
     values (?, ?, ?, 'queued', false, ?, 1, '', 0, 0, '{}', true, true, now())`,
    [fileImport, company, connection, victimMark],
  );
  await rows(
    `insert into hook_delivery (id, company_id, connection_id, delivery_key, state, told, case_ids, deliveries, received_at)
     values (?, ?, ?, ?, 'refused', '{}', '{}', 1, now())`,
    [randomUUID(), company, connection, victimMark],
  );
  await rows(`insert into complaint values (?, ?, ?, ?, now(), null, null, null)`, [
    randomUUID(),
    company,
    candidate,
    victimMark,
  ]);
  await rows(`insert into candidate_note values (?, ?, ?, ?, ?, now())`, [
    randomUUID(),
    company,
    candidate,
    victimMark,
    victimMark,
  ]);
  await rows(`insert into candidate_correction values (?, ?, ?, 'family_name', to_jsonb(?::text), null, ?, now())`, [
    randomUUID(),
    company,
    candidate,
    victimMark,
    victimMark,
  ]);
  await rows(
    `insert into erasure_certificate values (?, ?, ?, ?, null, null, null, 'asked_by_person', '{}', now(), null)`,
    [randomUUID(), company, candidate, victimMark],
  );
  await rows(`insert into correction_request values (?, ?, ?, ?, 'open', now(), null, null, null)`, [
    randomUUID(),
    company,
    candidate,
    victimMark,
  ]);
  await rows(`insert into saved_search values (?, ?, ?, '{}', ?, now())`, [
    randomUUID(),
    company,
    victimMark,
    victimMark,
  ]);
  await rows(`insert into consent_text values (?, 'h', 'v', 'ja', '{}', now())`, [company]);
  await rows(
    `insert into registration (id, company_id, candidate_id, case_id, state, job_name, created_at)
     values (?, ?, ?, ?, 'unconfirmed', ?, now())`,
    [randomUUID(), company, candidate, followUp, victimMark],
  );
  await rows(`insert into registration_link values (?, ?, 1, now())`, [victimMark, company]);
  await rows(`insert into shared_address values (?, ?, 'h', 'open', null, null, null, now())`, [randomUUID(), company]);
  await rows(`insert into experience_answer values (?, ?, ?, 'other', 1, ?, now() - interval '2 months')`, [
    randomUUID(),
    company,
    candidate,
    victimMark,
  ]);
  await rows(`insert into feedback_request values (?, ?, ?, ?, ?, 'open', date '2026-11-24', now(), '{}', ?)`, [
    randomUUID(),
    company,
    candidate,
    followUp,
    randomUUID(),
    victimMark,
  ]);
  await rows(`insert into entered_applications values (?, '2026-11-01', 7, ?, now())`, [company, victimMark]);
  await rows(`insert into merged_id values (?, ?, ?, ?, ?, now() - interval '1 year')`, [
    randomUUID(),
    company,
    `connection:${connection}`,
    victimMark,
    victimMark,
  ]);
  await rows(`insert into open_application values (?, ?, ?, ?, null, null, now() - interval '1 year', now())`, [
    randomUUID(),
    company,
    connection,
    victimMark,
  ]);
  await rows(
    `insert into webhook_event (id, company_id, type, data, dedupe_key, occurred_at)
     values (?, ?, 'consent.granted', '{}', ?, now())`,
    [event, company, victimMark],
  );
  await rows(
    `insert into webhook_delivery (id, company_id, event_id, endpoint_id, state, created_at)
     values (?, ?, ?, ?, 'failed', now())`,
    [randomUUID(), company, event, endpoint],
  );
}

const listTables = async (rows: Rows) =>
  (
    await rows<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'company_id' order by 1`,
    )
  ).map(({ name }) => name);

/** One id of each table in which the other company has rows. */
export async function listVictimIds({ rows, aoba }: GatewayFixture): Promise<string[]> {
  const withId = await rows<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'id' and data_type = 'uuid' order by 1`,
  );
  const tables = (await listTables(rows)).filter((name) => withId.some((table) => table.name === name));
  const found: string[] = [aoba.id];
  for (const table of tables) {
    const [row] = await rows<{ id: string }>(`select id from ${table} where company_id = ? limit 1`, [aoba.id]);
    if (row) found.push(row.id);
  }
  return found;
}

/** Everything that the other company has, per table. */
export async function readVictimRows({ rows, aoba }: GatewayFixture): Promise<Record<string, unknown>> {
  const read = async (table: string) => [
    table,
    await rows(`select md5(string_agg(r::text, ' ' order by r::text)) from ${table} r where company_id = ?`, [aoba.id]),
  ];
  return Object.fromEntries(await Promise.all((await listTables(rows)).map(read))) as Record<string, unknown>;
}
