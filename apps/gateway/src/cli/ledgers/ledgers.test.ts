import { afterAll, beforeAll, expect, it } from 'vitest';
import { startIntroductionFixture } from '../../testing/introduction-fixture.ts';
import { exportLedger, exportPlacementReport, ledgers } from './index.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
let [asked, accepted] = ['', ''];
/** One position, received when the fixture started; a person who was asked, and one who was hired and left early. */
beforeAll(async () => {
  gateway = await startIntroductionFixture();
  await gateway.introduction(await gateway.person(), 'matched');
  asked = await gateway.introduction(await gateway.person(), 'asked');
  const person = await gateway.person();
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  accepted = await gateway.introduction(person, 'accepted');
  const post = (path: string, body: object) =>
    gateway.post(`/v1/introductions/${accepted}${path}`, body, {}, gateway.aoba.key);
  await post('/reports', { report: 'hired', joined_on: '2026-12-01' });
  await post('/employment', { still_employed: false, left_on: '2027-02-28' });
  await gateway.rows(
    `insert into position_conditions (position_id, version, company_id, conditions, created_at)
     select id, 1, company_id, conditions, created_at from position where id = ?`,
    [gateway.positionId],
  );
  await gateway.rows(
    `insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data)
     select id, company_id, referrer_id, 'credit.captured', ?::timestamptz, '{}' from introduction where id = ?`,
    ['2026-11-24T11:00:00+09:00', accepted],
  );
});
afterAll(() => gateway?.close());

const november = { from: '2026-11-01', to: '2026-12-01' };
const december = { from: '2026-12-01', to: '2027-01-01' };
const [exportCandidateLedger, exportJobLedger, exportFeeLedger] = [
  exportLedger(ledgers.candidates),
  exportLedger(ledgers.jobs),
  exportLedger(ledgers.fees),
];
const linesOf = (csv: string) => csv.trim().split('\n').slice(1);

it('求職管理簿 has one line per introduction that a person was asked about in the period', async () => {
  const csv = await exportCandidateLedger(gateway.admin, november);
  expect(csv.startsWith('\uFEFF求職者の氏名,求職者の住所,生年月日,希望職種')).toBe(true);
  const lines = linesOf(csv);
  expect(lines).toHaveLength(2);
  expect(lines.find((line) => line.endsWith(asked))).toContain(',2026-11-24,株式会社aoba,決済エンジニア,,,,');
  expect(lines.find((line) => line.endsWith(accepted))).toBe(
    `髙橋 美咲,,,,2026-11-24,2027-11-24,2026-11-24,株式会社aoba,決済エンジニア,希望する,採用,2026-11-24,2026-12-01,無期,2028-11-30,離職 2027-02-28,${accepted}`,
  );
  expect(linesOf(await exportCandidateLedger(gateway.admin, december))).toEqual([]);
});

it('求人管理簿 has the conditions of each position, and a line per introduction', async () => {
  const csv = await exportJobLedger(gateway.admin, november);
  const lines = linesOf(csv);
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    for (const part of ['2026-11-24,2026-11-24 まで,株式会社aoba', '期間の定めなし', '月給45万円', '東京都渋谷区']) {
      expect(line).toContain(part);
    }
  }
  expect(lines.find((line) => line.endsWith(accepted))).toContain(
    '髙橋 美咲,採用,2026-12-01,無期,2028-11-30,離職 2027-02-28',
  );
  // A position without an introduction in the period is listed when it was received.
  await gateway.rows('delete from position_conditions where position_id <> ?', [gateway.positionId]);
  expect(linesOf(await exportJobLedger(gateway.admin, december))).toEqual([]);
});

it('手数料管理簿 lists each completed introduction, although its fee is zero', async () => {
  const lines = linesOf(await exportFeeLedger(gateway.admin, november));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^株式会社aoba,2026-11-24,紹介手数料,0,.*クレジット1/);
  expect(linesOf(await exportFeeLedger(gateway.admin, december))).toEqual([]);
});

it('the yearly report counts positions, candidates, introductions, hires and who left within six months', async () => {
  const csv = await exportPlacementReport(gateway.admin, { year: '2026' }, new Date('2027-04-30T12:00:00+09:00'));
  const counts = Object.fromEntries(linesOf(csv).map((line) => line.trim().split(/,(?=[^,]*$)/)));
  expect(counts).toEqual({
    新規求人件数: '1',
    '新規求人数（人）': '1',
    '有効求人数（人、出力時点）': '0',
    新規求職申込件数: '1',
    '有効求職者数（人、年度末）': '1',
    '紹介件数（求職者にお尋ねした件数）': '2',
    就職件数: '1',
    就職件数のうち無期雇用: '1',
    就職件数のうち有期雇用: '0',
    '無期雇用就職者のうち6か月以内の離職者数（解雇を除く）': '1',
    無期雇用就職者のうち離職の有無が判明しない者の数: '0',
    無期雇用就職者のうち就職から6か月が経過していない者の数: '0',
    苦情件数: '0',
    '手数料収入（円）': '0',
  });
  await expect(exportPlacementReport(gateway.admin, { year: 'x' }, new Date())).rejects.toThrow('year');
});

it('six months after a hire are over when the day begins in Tokyo, whatever zone the database has', async () => {
  await gateway.rows('update introduction set employment = null where id = ?', [accepted]);
  const read = async (now: string) => {
    const csv = await exportPlacementReport(gateway.admin, { year: '2026' }, new Date(now));
    return ['離職の有無が判明しない者の数', '6か月が経過していない者の数'].map((item) =>
      linesOf(csv)
        .find((line) => line.includes(item))
        ?.trim()
        .at(-1),
    );
  };
  expect(await read('2027-05-31T23:59:59+09:00')).toEqual(['0', '1']);
  expect(await read('2027-06-01T00:00:00+09:00')).toEqual(['1', '0']);
});

it('求職管理簿 has a line for somebody who registered and was asked about nothing yet, with the desired jobs', async () => {
  const person = await gateway.person();
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  await gateway.rows(`insert into candidate_tag values (gen_random_uuid(), ?, ?, 'job_category', 'デザイナー', 'x')`, [
    gateway.hinode.id,
    person.candidateId,
  ]);
  const waiting = linesOf(await exportCandidateLedger(gateway.admin, november)).filter((line) => /,\s*$/.test(line));
  expect(waiting.map((line) => line.trim())).toEqual([
    expect.stringMatching(/^髙橋 [^,]+,,,[^,]*デザイナー[^,]*,2026-11-24,2027-11-24,{11}$/),
  ]);
});

/** 施行規則 Art. 24-7 and the form of the ministry: what each book must state. */
it.each([
  [
    'jobs',
    '求人者の名称 求人者の所在地 求人に係る連絡先 求人受付年月日 求人の有効期間 求人数 求人に係る職種 就業場所 雇用期間 賃金 紹介年月日 求職者の氏名 採否 採用年月日 雇用契約 転職勧奨の禁止期間（まで） 6か月以内の離職状況',
  ],
  [
    'candidates',
    '求職者の氏名 求職者の住所 生年月日 希望職種 求職受付年月日 求職の有効期間 求人者の名称 紹介年月日 採否 採用年月日 雇用契約 転職勧奨の禁止期間（まで） 6か月以内の離職状況',
  ],
  ['fees', '手数料を支払う者の氏名又は名称 徴収年月日 手数料の種類 手数料の額（円） 手数料の算出の根拠'],
] as const)('the book of %s has the columns that the law wants', (name, headings) => {
  const present = ledgers[name].columns.map(([, heading]) => heading);
  expect(headings.split(' ').filter((heading) => !present.includes(heading))).toEqual([]);
});

it('a company that tests an integration is in no book and no count', async () => {
  await gateway.rows(`update company set settings = settings || '{"mailProvider": "sandbox"}' returning id`);
  for (const exported of [exportCandidateLedger, exportJobLedger]) {
    expect(linesOf(await exported(gateway.admin, november))).toEqual([]);
  }
  const csv = await exportPlacementReport(gateway.admin, { year: '2026' }, new Date('2027-04-30T12:00:00+09:00'));
  expect(csv).toMatch(/新規求人件数,0\s/);
  expect(csv).toMatch(/有効求人数（人、出力時点）,0\s/);
  expect(csv).toMatch(/新規求職申込件数,0\s/);
  expect(csv).toMatch(/有効求職者数（人、年度末）,0\s/);
});
