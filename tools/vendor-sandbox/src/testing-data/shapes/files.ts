import { japaneseDate } from '../../shared/tokyo-time.ts';
import type { RejectedCandidate } from '../rejected-candidate.ts';

const number = ({ n }: RejectedCandidate) => String(n).padStart(6, '0');

/** A row of HRMOS's export of applications, with the two columns that a company adds to it: mail address and date. */
export const hrmosRow = (one: RejectedCandidate): Record<string, string> => ({
  応募ID: `A-${one.seed}-${number(one)}`,
  求人ID: `J-${one.job.number}`,
  求人名: one.job.name,
  選考ポジション名: one.job.name,
  応募日: japaneseDate(one.appliedOn),
  氏名: one.person.fullName,
  応募経路: '自社採用サイト',
  応募経路詳細: '',
  ラベル: one.skills.join(';'),
  選考ステータス: '不採用',
  内定日: '',
  入社日: '',
  辞退日: '',
  メールアドレス: one.person.email,
  不採用日: japaneseDate(one.rejectedOn),
});

/** A row of one company's Jobcan export: its columns are published nowhere, several values are joined by `;`. */
export const jobcanRow = (one: RejectedCandidate): Record<string, string> => ({
  応募者ID: `JC${one.seed}-${number(one)}`,
  氏名: one.person.fullName,
  セイ: one.person.kana?.family ?? '',
  メイ: one.person.kana?.given ?? '',
  メールアドレス: one.person.email,
  電話番号: one.person.phone,
  都道府県: one.person.prefecture,
  求人名: one.job.name,
  職種: one.job.category,
  選考ステップ: one.stage.name,
  選考結果: 'お見送り',
  応募日: one.appliedOn.replaceAll('-', '/'),
  お見送り日: one.rejectedOn.replaceAll('-', '/'),
  タグ: one.skills.join(';'),
});
