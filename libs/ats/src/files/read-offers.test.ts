import { expect, test } from 'vitest';
import type { FileOffer } from './read-offer.ts';
import { readOffers, readRejections } from './read-rejections.ts';
import { openTable } from './table.ts';

const header = '応募ID,氏名,選考ステータス,メールアドレス,不採用日';
const lines = [
  'A-1,山田 太郎,不採用,a1@example.jp,2026/11/20',
  'A-2,佐藤 花子,内定,a2@example.jp,',
  'A-3,鈴木 一郎,内定辞退,a3@example.jp,',
  ',髙橋 健,不採用,a4@example.jp,2026/11/20',
  'A-5,田中 翔,選考中,a5@example.jp,',
  'A-6,伊藤 蓮,入社',
  'A-7,渡邊 結衣,内',
];
const columns = {
  application_id: '応募ID',
  full_name: '氏名',
  status: '選考ステータス',
  emails: 'メールアドレス',
  rejected_at: '不採用日',
};

test('the offers of a file are those of its rows, rejected or refused ones included', async () => {
  const bytes = Buffer.from([header, ...lines].join('\r\n'));
  const table = await openTable(async function* () {
    yield bytes;
  });
  if (table.kind === 'refused') throw new Error(table.refusal.code);
  const settings = {
    source: { ats: 'file' },
    columns,
    addressRequired: false,
    readAt: '2026-11-24T02:00:00Z',
  };
  const rejections = readRejections(table, settings);
  const offers = readOffers(table, settings);
  if (rejections.kind === 'refused' || offers.kind === 'refused') throw new Error('The columns do not fit.');
  const ofRows = [];
  for await (const row of rejections.results) if (row.kind !== 'rejection' && row.offer) ofRows.push(row.offer);
  const read: FileOffer[] = [];
  for await (const offer of offers.offers) read.push(offer);
  expect(read).toEqual(ofRows);
  expect(read.map(({ applicationId, held }) => [applicationId, held])).toEqual([
    ['A-2', true],
    ['A-3', false],
    ['A-6', true],
  ]);
});
