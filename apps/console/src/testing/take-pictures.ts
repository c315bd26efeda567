/**
 * `npm run pictures -w @goen/console`: the pictures of README and docs/console.md, in both languages. With `-- --all`
 * the same screens in all eight forms, into `.data/console`, to look at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RejectionReport, unwrap } from '@goen/client';
import {
  type ConsoleStack,
  createTestCompany,
  sendTestMail,
  startConsoleStack,
  type TestMember,
} from '@goen/stack/testing';
import { chromium, type Page } from 'playwright-core';
import { buildConsole } from './build-console.ts';
import { type Look, toContext } from './look.ts';
import { aRejection } from './reports.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'pictures');
const lookFolder = join(import.meta.dirname, '..', '..', '..', '..', '.data', 'console');
const maxBytes = 200_000;
const people = [
  ['髙橋', '由紀', 'バックエンドエンジニア', 'interview', '東京都', 'TypeScript PostgreSQL Go'],
  ['田中', '健', 'プロダクトデザイナー', 'documents', '神奈川県', 'Figma UXリサーチ'],
  ['鈴木', '一郎', 'バックエンドエンジニア', 'final', '埼玉県', 'Java Spring AWS'],
  ['伊藤', '美咲', '法人営業', 'documents', '東京都', 'SaaS 新規開拓'],
  ['渡辺', '翔', 'フロントエンドエンジニア', 'interview', '千葉県', 'TypeScript React'],
  ['中村', '陽子', 'カスタマーサクセス', 'interview', '大阪府', 'SaaS オンボーディング'],
  ['小林', '誠', 'データエンジニア', 'final', '東京都', 'Python BigQuery dbt'],
  ['加藤', '遼', 'バックエンドエンジニア', 'documents', '福岡県', 'Go Kubernetes'],
  ['吉田', '彩', '人事', 'interview', '東京都', '採用広報 労務'],
  ['山本', '直人', '法人営業', 'final', '愛知県', 'SaaS 既存営業'],
  ['佐々木', '凛', 'フロントエンドエンジニア', 'documents', '北海道', 'Vue TypeScript'],
  ['松本', '大輔', 'SRE', 'interview', '東京都', 'Terraform AWS Go'],
] as const;

/** What was decided about a mail. */
function toAction(n: number): 'approve' | 'hold' | null {
  if (n === 5) return 'hold';
  return n % 3 === 1 ? 'approve' : null;
}

/** A company on an ordinary morning: mails that wait, mails that are approved, mails that were sent. */
async function seed(stack: ConsoleStack): Promise<TestMember> {
  const keeping = {
    basis: 'notice' as const,
    notices: [{ version: '1', text: '12か月間保管します。', since: '2020-04-01', link: null }],
    unconfirmed: false,
    statedAt: null,
  };
  const company = await createTestCompany(stack, { settings: { keeping } });
  const recruiter = await company.addMember('recruiter');
  for (const [n, [familyName, givenName, job, stage, prefecture, skills]] of people.entries()) {
    const email = `candidate-${n + 1}@example.jp`;
    const report = aRejection({ familyName, givenName, job, stage, email });
    const tags = skills.split(' ').map((value) => ({ kind: 'skill' as const, value }));
    const body: RejectionReport = {
      ...report,
      job: { name: job },
      candidate: { ...report.candidate, prefecture, tags },
    };
    const accepted = await unwrap(company.api.POST('/v1/rejections', { body }));
    const { case_id: caseId, rejection_id: rejectionId } = accepted;
    const action = toAction(n);
    if (action !== null) {
      const decision = { case_id: caseId, kind: 'rejection_relay' as const, action };
      await unwrap(company.api.POST('/v1/mails/decisions', { body: { decisions: [decision] } }));
    }
    if (n > 9)
      await sendTestMail(stack, company, { caseId, rejectionId, email, fullName: `${familyName} ${givenName}` });
  }
  return recruiter;
}

type Picture = { readonly name: string; readonly path: string; readonly prepare: (page: Page) => Promise<void> };
/** All content has loaded. */
const settle = (page: Page) => page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
const openPerson = (page: Page) =>
  page
    .getByRole('link', { name: /髙橋 由紀/ })
    .first()
    .click();
/** Of README and docs/console.md. */
const pictures: readonly Picture[] = [
  {
    name: 'mail-queue',
    path: '/mails',
    async prepare(page) {
      const waiting = page.getByRole('main').getByRole('link', { name: /承認待ち|Awaiting approval/ });
      await waiting.first().click();
      await page.frameLocator('iframe').getByText('株式会社ひので').first().waitFor();
    },
  },
  {
    name: 'today',
    path: '/',
    prepare: (page) =>
      page
        .getByRole('main')
        .getByText(/選考結果とご案内|Result with invitation/)
        .first()
        .waitFor(),
  },
  { name: 'pool', path: '/pool', prepare: (page) => page.getByText('PostgreSQL').first().waitFor() },
  {
    name: 'candidate',
    path: '/pool',
    async prepare(page) {
      await openPerson(page);
      await page.getByRole('heading', { level: 1, name: /髙橋/ }).waitFor();
    },
  },
];

/** On a phone a list and its detail take turns. */
const looks: readonly Picture[] = [
  ...pictures,
  { name: 'mail-list', path: '/mails', prepare: (page) => page.getByRole('tab').nth(2).waitFor() },
];

type Form = Required<Look>;
const eightForms: readonly Form[] = (['ja', 'en'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).flatMap((size) =>
    (['light', 'dark'] as const).map((scheme) => ({ language, size, scheme })),
  ),
);
const isInDocs = ({ size, scheme }: Form): boolean => size === 'desktop' && scheme === 'light';

type Shot = { readonly name: string; readonly form: Form };
type Take = {
  readonly pictures: readonly Picture[];
  readonly forms: readonly Form[];
  readonly write: (page: Page, shot: Shot) => Promise<void>;
};
async function takePictures(stack: ConsoleStack, member: TestMember, { pictures, forms, write }: Take): Promise<void> {
  for (const dir of [folder, lookFolder]) mkdirSync(dir, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    for (const form of forms) {
      const context = await browser.newContext({ ...toContext(form), baseURL: stack.url, deviceScaleFactor: 1.5 });
      await context.addCookies(member.cookies.map((cookie) => ({ ...cookie, url: stack.url })));
      const page = await context.newPage();
      for (const { name, path, prepare } of pictures) {
        await page.goto(`/console${path}`);
        await prepare(page);
        await settle(page);
        await write(page, { name, form });
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

const writeToLookAt: Take['write'] = async (page, { name, form: { language, size, scheme } }) => {
  await page.screenshot({ path: join(lookFolder, `${name}.${language}.${size}.${scheme}.png`), fullPage: true });
};

const writeForDocs: Take['write'] = async (page, { name, form: { language } }) => {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  await session.detach();
  const picture = Buffer.from(data, 'base64');
  writeFileSync(join(folder, `${name}.${language}.webp`), picture);
  console.log(`${name}.${language}.webp: ${Math.round(picture.length / 1000)} kB`);
  if (picture.length > maxBytes) throw new Error('A picture of the docs must stay below 200 kB.');
};

await buildConsole();
const { stack, stop } = await startConsoleStack();
try {
  const take: Take = process.argv.includes('--all')
    ? { pictures: looks, forms: eightForms, write: writeToLookAt }
    : { pictures, forms: eightForms.filter(isInDocs), write: writeForDocs };
  await takePictures(stack, await seed(stack), take);
} finally {
  await stop();
}
