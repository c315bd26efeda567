import { expect, test } from 'vitest';
import { isThroughAgency } from './agency.ts';

const settings = { agencySources: ['リクルートエージェント'], agencyDomains: ['agency.example.com'] };
const isAgency = (source: string | null, email: string | null = 'misaki@example.jp') =>
  isThroughAgency({ source, email }, settings);

test.each([
  '人材紹介',
  ' 人材紹介会社 ',
  '人材紹介（株式会社A）',
  '人材紹介：株式会社A',
  '人材紹介 / 株式会社A',
  '人材紹介\u3000株式会社A',
  'エージェント',
  'ｴｰｼﾞｪﾝﾄ経由',
  'エージェント\u200B',
  'リクルートエージェント',
  'Agency: A Inc.',
  'AGENT',
  'Recruitment  Agency',
])('the source %j is an agency', (source) => {
  expect(isAgency(source)).toBe(true);
});

test.each(['社員紹介', 'リファラル', '自社サイト', 'Wantedly', '紹介', 'ダイレクト', 'No agency', '', null])(
  'the source %j is none',
  (source) => {
    expect(isAgency(source)).toBe(false);
  },
);

test.each([
  ['tanto@agency.example.com', true],
  ['tanto@AGENCY.example.com', true],
  ['tanto@tokyo.agency.example.com', true],
  ['tanto@myagency.example.com', false],
  ['tanto@agency.example.com.example.jp', false],
  ['agency.example.com@example.jp', false],
  [null, false],
])('the address %s is an agency’s: %s', (email, outcome) => {
  expect(isAgency(null, email)).toBe(outcome);
});
