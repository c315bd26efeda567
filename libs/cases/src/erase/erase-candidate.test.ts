import { randomUUID } from 'node:crypto';
import { someday, startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseCandidate } from './erase-candidate.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

const tables = [
  'candidate',
  'candidate_tag',
  'candidate_address',
  'application',
  'rejection',
  'mail_edit',
  'personal_note',
  're_invitation',
  'revisit',
];
const dumpRows = async (candidateId: string) => {
  const rows = await Promise.all(
    tables.map((table) =>
      fixture.sql<object>(`select * from ${table} where ${table === 'candidate' ? 'id' : 'candidate_id'} = ?`, [
        candidateId,
      ]),
    ),
  );
  return JSON.stringify(rows);
};
const personalData = /花子|ハナコ|山田|ヤマダ|hanako|03-0000|東京都|"Go"|"go"|浅い|J-1/;

test('erasure deletes all personal data of one candidate and leaves other candidates alone', async () => {
  const [erased, other] = [await fixture.candidate(), await fixture.candidate()];
  for (const id of [erased, other]) {
    const caseId = await fixture.openCase(id);
    await fixture.sql('insert into mail_edit values (gen_random_uuid(), ?, ?, ?, ?, ?, now())', [
      fixture.companyId,
      caseId,
      id,
      '山田様へ',
      '花子様',
    ]);
    await fixture.sql(
      `insert into complaint values (gen_random_uuid(), ?, ?, '山田です', now(), '花子様', '運営', now())`,
      [fixture.companyId, id],
    );
    await fixture.sql("insert into revisit values (?, ?, '2027-04-01', '山田花子さんに電話', 'k', now())", [
      id,
      fixture.companyId,
    ]);
    const positionId = randomUUID();
    await fixture.sql(
      "insert into position (id, company_id, title, state, created_at) values (?, ?, 'P', 'open', now())",
      [positionId, fixture.companyId],
    );
    await fixture.sql(
      `insert into re_invitation (id, company_id, position_id, candidate_id, case_id, about, job_name, applied_on, owner,
         created_by, state, ask_again_on, next_step, created_at)
       values (gen_random_uuid(), ?, ?, ?, ?, '{}', 'J-1', '2026-01-01', '{}', 'k', 'closed', '2027-01-01', 'none', now())`,
      [fixture.companyId, positionId, id, caseId],
    );
  }
  await fixture.sql(
    `insert into personal_note
     select gen_random_uuid(), company_id, case_id, candidate_id, id, '花子様の設計', 'x', now() from rejection`,
  );
  const before = await dumpRows(other);
  expect(await dumpRows(erased)).toMatch(personalData);
  await fixture.asCompany((em) => eraseCandidate(em, erased, someday, 'a-key-of-the-tests'));
  expect(await dumpRows(erased)).not.toMatch(personalData);
  expect(await dumpRows(other)).toBe(before);
});

test('erasure keeps the row, its ids and the hashes that prevent later mails, and the job and the dates', async () => {
  const id = await fixture.candidate();
  await fixture.openCase(id);
  const rows = () =>
    fixture.sql<{ person_hash: string }>(
      `select c.remote_id, c.person_hash, h.person_hash as address, a.remote_id as application, a.job_name, r.rejected_at
       from candidate c join candidate_address h on h.candidate_id = c.id join application a on a.candidate_id = c.id
       join rejection r on r.application_id = a.id where c.id = ?`,
      [id],
    );
  const before = await rows();
  expect(before[0]?.person_hash).toHaveLength(64);
  // The case repeats it: what a CRM confirmed in between was deleted after the erasure all the same.
  for (const at of [someday, new Date(someday.getTime() + 60_000)])
    await fixture.asCompany((em) => eraseCandidate(em, id, at, 'a-key-of-the-tests'));
  expect(await rows()).toEqual(before);
  const sql = 'select may_be_mailed, erased_at = ? as erased from candidate where id = ?';
  expect(await fixture.sql(sql, [someday, id])).toEqual([{ may_be_mailed: false, erased: true }]);
});

test('the certificate counts every mail to the person: of the case, of re-invitations and about introductions', async () => {
  const id = await fixture.candidate();
  const caseId = await fixture.openCase(id);
  const positionId = randomUUID();
  await fixture.sql(
    "insert into position (id, company_id, title, state, created_at) values (?, ?, 'P', 'open', now())",
    [positionId, fixture.companyId],
  );
  await fixture.sql(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data) values (?, ?, ?, 'mail.sent', now(), '{}')`,
    [fixture.companyId, caseId, id],
  );
  const reInvitationId = randomUUID();
  await fixture.sql(
    `insert into re_invitation (id, company_id, position_id, candidate_id, case_id, about, job_name, applied_on, owner,
       created_by, state, next_step, created_at)
     values (?, ?, ?, ?, ?, '{}', 'J-1', '2026-01-01', '{}', 'k', 'closed', 'none', now())`,
    [reInvitationId, fixture.companyId, positionId, id, caseId],
  );
  await fixture.sql(
    `insert into re_invitation_fact (company_id, re_invitation_id, kind, at, data)
     values (?, ?, 'mail.sent', now(), '{}'), (?, ?, 'mail.sent', now(), '{}')`,
    [fixture.companyId, reInvitationId, fixture.companyId, reInvitationId],
  );
  await fixture.asCompany((em) => eraseCandidate(em, id, someday, 'a-key-of-the-tests'));
  const [row] = await fixture.sql('select deleted from erasure_certificate where candidate_id = ?', [id]);
  expect(row).toMatchObject({ deleted: { mails: 3, re_invitations: 1 } });
});

test('a company can’t erase another company’s candidates', async () => {
  const id = await fixture.candidate();
  const [other] = await fixture.sql<{ id: string }>(
    "insert into company values (gen_random_uuid(), 'D', 'd', '{}', now()) returning id",
  );
  await fixture.sql('update candidate_tag set company_id = ? where candidate_id = ?', [other?.id, id]);
  await fixture.sql('update candidate set company_id = ? where id = ?', [other?.id, id]);
  await fixture.asCompany((em) => eraseCandidate(em, id, someday, 'a-key-of-the-tests'));
  const [row] = await fixture.sql('select erased_at from candidate where id = ?', [id]);
  expect(row).toEqual({ erased_at: null });
  expect(await fixture.sql('select 1 from candidate_tag where candidate_id = ?', [id])).toHaveLength(1);
});
