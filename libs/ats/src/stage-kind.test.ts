import { expect, test } from 'vitest';
import { toStageKind } from './stage-kind.ts';

test.each([
  ['書類選考', 'documents'],
  ['書類選考中', 'documents'],
  ['書類選考・適性検査', 'documents'],
  ['履歴書確認', 'documents'],
  ['職務経歴書の確認', 'documents'],
  ['レジュメスクリーニング', 'documents'],
  ['ﾚｼﾞｭﾒ確認', 'documents'],
  ['エントリー', 'documents'],
  ['応募', 'documents'],
  ['Application Review', 'documents'],
  ['Resume screening', 'documents'],
  ['ＣＶ　Review', 'documents'],
  ['Applied', 'documents'],
  ['一次面接', 'interview'],
  ['１次面接', 'interview'],
  ['二次面接', 'interview'],
  ['三次面接（役員）', 'interview'],
  ['役員面接', 'interview'],
  ['人事面談', 'interview'],
  ['Web面接', 'interview'],
  ['一次面接・適性検査', 'interview'],
  ['First Interview', 'interview'],
  ['Preliminary Phone Screen', 'interview'],
  ['On-site', 'interview'],
  ['最終面接', 'final'],
  ['最終選考', 'final'],
  ['最終面談', 'final'],
  ['内定', 'final'],
  ['内々定', 'final'],
  ['内定承諾', 'final'],
  ['オファー面談', 'final'],
  ['FINAL ROUND', 'final'],
  ['Final interview', 'final'],
  ['Offer', 'final'],
  ['カジュアル面談', 'other'],
  ['ｶｼﾞｭｱﾙ面談', 'other'],
  ['会社説明会', 'other'],
  ['Casual interview', 'other'],
  ['適性検査', 'other'],
  ['Webテスト', 'other'],
  ['ＳＰＩ３', 'other'],
  ['筆記試験', 'other'],
  ['グループディスカッション', 'other'],
  ['一次選考', 'other'],
  ['Coding test', 'other'],
  ['Skills Assessment', 'other'],
] as const)('%s is %s', (name, kind) => {
  expect(toStageKind(name)).toBe(kind);
});

test.each([[null], [''], ['　'], ['ステップ3'], ['Office tour'], ['Finalized'], ['Interim']])(
  'the kind of %o is unclear',
  (name) => {
    expect(toStageKind(name)).toBeNull();
  },
);
