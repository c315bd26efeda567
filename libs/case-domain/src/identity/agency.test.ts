import { expect, test } from 'vitest';
import { isThroughAgency } from './agency.ts';

const settings = { agencySources: ['みなと推薦室'], agencyDomains: ['agency.example.com'] };
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
  'みなと推薦室',
  'リクルートエージェント',
  'ﾘｸﾙｰﾄｴｰｼﾞｪﾝﾄ経由',
  'リクルート エージェントからの紹介',
  'マイナビAGENT',
  'doda人材紹介サービス',
  '人材紹介株式会社A',
  '有料職業紹介',
  '有料職業紹介事業者',
  '転職紹介会社',
  '人材会社',
  '大手人材会社（東京）',
  '人材派遣会社',
  'JACリクルートメント',
  'JAC リクルートメント㈱',
  'ヘッドハンティング会社',
  'エグゼクティブサーチ',
  'Minato Agency',
  'Agency: A Inc.',
  'AGENT',
  'Recruitment  Agency',
])('the source %j is an agency', (source) => {
  expect(isAgency(source)).toBe(true);
});

test.each([
  '社員紹介',
  '社員紹介制度',
  '社員による人材紹介',
  '社員紹介（元リクルートエージェント）',
  '知人紹介',
  'リファラル',
  'リファラル紹介会社',
  'ダイレクト',
  'ダイレクトリクルートメント',
  'ダイレクト・リクルートメント',
  'ﾀﾞｲﾚｸﾄﾘｸﾙｰﾃｨﾝｸﾞ',
  'リクルートダイレクトスカウト',
  'エージェント以外',
  '人材紹介なし',
  'リクナビNEXT',
  'リクルート',
  '採用会社説明会',
  '人材サイト',
  '自社サイト',
  'ハローワーク',
  'Wantedly',
  '紹介',
  'No agency',
  'Employee referral',
  'Direct',
  '',
  null,
])('the source %j is none', (source) => {
  expect(isAgency(source)).toBe(false);
});

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
