import { unwrap } from '@goen/client';
import {
  answerOnPage,
  createTestCompany,
  recordTestAnswers,
  type TestCompany,
  type TestMember,
} from '@goen/stack/testing';
import { beforeAll, expect, inject, test } from 'vitest';
import { expectAccessible, forms, see, useConsole } from '../../testing/open-console.ts';
import { aRejection } from '../../testing/reports.ts';

const open = useConsole();
let company: TestCompany;
let recruiter: TestMember;
let viewer: TestMember;

const monthMs = 31 * 24 * 3_600_000;
const monthsAgo = (count: number): string => new Date(Date.now() - count * monthMs).toISOString();

beforeAll(async () => {
  const stack = inject('stack');
  const figures = { costPerHireYen: 900_000, minutesPerMail: 10, hourlyCostYen: 3_000, platformYenPerMonth: 30_000 };
  company = await createTestCompany(stack, { settings: { figures } });
  recruiter = await company.addMember('recruiter');
  viewer = await company.addMember('viewer', '渡辺 見');
  const reports = ['髙橋', '田中', '鈴木', '伊藤', '渡辺'].map((familyName) => aRejection({ familyName }));
  const cases = new Map<string, string>();
  for (const report of reports) {
    const applied = { ...report, application: { ...report.application, applied_at: monthsAgo(1) } };
    const { case_id: caseId } = await unwrap(company.api.POST('/v1/rejections', { body: applied }));
    cases.set(report.candidate.family_name, caseId);
  }
  const caseId = cases.get('髙橋') ?? '';
  const { candidate_id: candidateId } = await unwrap(
    company.api.GET('/v1/cases/{id}', { params: { path: { id: caseId } } }),
  );
  await answerOnPage(stack, company, { caseId, candidateId, action: 'relay.grant' });
  const [, again, hired] = reports;
  for (const [type, report] of [
    ['candidate.reapplied', again],
    ['candidate.reapplied', hired],
    ['candidate.hired', hired],
  ] as const)
    await unwrap(
      company.api.POST('/v1/events', {
        body: {
          type,
          source: { ats: 'herp' },
          occurred_at: new Date().toISOString(),
          candidate: { remote_id: report?.candidate.remote_id ?? '' },
        } as never,
      }),
    );
  await recordTestAnswers(stack, company, {
    answeredAt: new Date(monthsAgo(2)),
    answers: [10, 9, 8, 7, 3].map((score) => ({
      score,
      ...(score === 3 ? { comment: '結果まで長く待ちました。' } : {}),
    })),
  });
});

test('the funnel, costs and reapplications stand beside the year before, and a number opens its facts', async () => {
  const { page, complaints, close } = await open(recruiter, '/results');
  const funnel = page.getByRole('region', { name: '不採用から採用まで' });
  await see(funnel.getByRole('link', { name: '不採用：5件の内訳を見る' })).toBeVisible();
  await see(funnel.getByRole('row').filter({ hasText: 'キャリアリレーへの同意' })).toContainText('20%');
  await see(page.getByRole('region', { name: '紹介手数料なしの採用' }).getByText('前年同期 0（+1）')).toBeVisible();
  await see(page.getByRole('region', { name: '回収できた費用' }).getByText('￥900,000', { exact: true })).toBeVisible();
  await see(
    page.getByRole('region', { name: '再応募', exact: true }).getByText(/原因であることを示すものではありません/),
  ).toBeVisible();
  await see(page.getByRole('link', { name: 'メールなし 再応募：2件の内訳を見る' })).toBeVisible();
  await funnel.getByRole('link', { name: '不採用：5件の内訳を見る' }).click();
  const facts = page.getByRole('list', { name: '内訳' });
  await see(facts.getByRole('listitem')).toHaveCount(5);
  await facts.getByRole('link', { name: '髙橋 由紀' }).click();
  await see(page).toHaveURL(/\/candidates\//);
  await page.goBack();
  await page.getByRole('link', { name: '成果に戻る' }).click();
  await see(funnel).toBeVisible();
  expect(complaints).toEqual([]);
  await close();
});

test('the period is chosen, stays in the address, and the file has the same months', async () => {
  const { page, close } = await open(recruiter, '/results');
  await page.getByRole('combobox', { name: '期間の選択' }).click();
  await page.getByRole('option', { name: '前年度' }).click();
  await see(page).toHaveURL(/from=20\d\d-04.*to=20\d\d-03/);
  await see(
    page.getByRole('region', { name: '不採用から採用まで' }).getByRole('row', { name: /^不採用 .*0/ }),
  ).toBeVisible();
  const from = new URL(page.url()).searchParams.get('from') ?? '';
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV をダウンロード' }).click();
  expect((await download).suggestedFilename()).toContain(from);
  await close();
});

test('all applications of a month are entered, and the count of sources comes back without them', async () => {
  const { page, close } = await open(recruiter, '/results');
  const applications = page.getByRole('table', { name: '応募数' });
  const row = applications.getByRole('row').filter({ hasText: 'API' });
  await see(row).toContainText('API 5');
  await row.getByRole('button', { name: /応募数を入力/ }).click();
  await page.getByRole('dialog').getByLabel('応募').fill('128');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await see(page.getByText('応募数を保存しました')).toBeVisible();
  await see(row).toContainText('128');
  await see(row).toContainText('入力した数');
  await row.getByRole('button', { name: /応募数を入力/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '入力を取り消す' }).click();
  await see(row).not.toContainText('入力した数');
  await close();
});

test('candidates are heard in groups of five or more', async () => {
  const { page, close } = await open(viewer, '/results');
  const experience = page.getByRole('region', { name: '選考体験のアンケート' });
  await see(experience.getByText(/回答 5件、平均 7\.4/)).toBeVisible();
  await experience.getByText('自由記述 1件').click();
  await see(experience.getByText('結果まで長く待ちました。')).toBeVisible();
  await see(page.getByRole('button', { name: /応募数を入力/ })).toHaveCount(0);
  await close();
});

test('the page prints without navigation and buttons, and fits the paper', async () => {
  const opened = await open(recruiter, '/results');
  const { page } = opened;
  await page.getByRole('region', { name: '選考体験のアンケート' }).waitFor();
  const plot = page.locator('svg.recharts-surface').first();
  await plot.waitFor();
  await page.emulateMedia({ media: 'print' });
  // A4 at 96 dots per inch, without the margins.
  await page.setViewportSize({ width: 718, height: 1047 });
  await see(page.getByRole('navigation', { name: 'メニュー' })).toBeHidden();
  await see(page.getByRole('button', { name: '印刷' })).toBeHidden();
  await see(page.getByText(/株式会社ひので.*時点/)).toBeVisible();
  await expect.poll(async () => (await plot.boundingBox())?.width, { timeout: 30_000 }).toBeGreaterThan(200);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await page.screenshot({ path: '../../.data/console/results-print.png', fullPage: true });
  await page.pdf({
    path: '../../.data/console/results.pdf',
    format: 'A4',
    margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' },
  });
  await opened.close();
});

test.each(forms)('the results are accessible: $language, $scheme, $size', async (look) => {
  const opened = await open(recruiter, '/results', look);
  await opened.page.getByRole('table').nth(4).waitFor();
  await opened.settle();
  await opened.picture(`results-${look.language}-${look.scheme}-${look.size}`);
  await opened.page.screenshot({
    path: `../../.data/console/results-${look.language}-${look.scheme}-${look.size}-full.png`,
    fullPage: true,
  });
  await expectAccessible(opened);
  await opened.close();
});
