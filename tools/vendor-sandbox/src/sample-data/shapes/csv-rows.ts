import { toJapaneseDate } from '../../shared/tokyo-time.ts';
import type { RejectedCandidate } from '../draw-candidate.ts';

const formatNumber = ({ n }: RejectedCandidate) => String(n).padStart(6, '0');

/** A row of HRMOS's application export, with two columns that the company adds: mail address and rejection date. */
export const toHrmosRow = (candidate: RejectedCandidate): Record<string, string> => ({
  応募ID: `A-${candidate.seed}-${formatNumber(candidate)}`,
  求人ID: `J-${candidate.job.number}`,
  求人名: candidate.job.name,
  選考ポジション名: candidate.job.name,
  応募日: toJapaneseDate(candidate.appliedOn),
  氏名: candidate.person.fullName,
  応募経路: '自社採用サイト',
  応募経路詳細: '',
  ラベル: candidate.skills.join(';'),
  選考ステータス: '不採用',
  内定日: '',
  入社日: '',
  辞退日: '',
  メールアドレス: candidate.person.email,
  不採用日: toJapaneseDate(candidate.rejectedOn),
});

/** A row of one company's Jobcan export. Its columns are not published; multiple values are joined by `;`. */
export const toJobcanRow = (candidate: RejectedCandidate): Record<string, string> => ({
  応募者ID: `JC${candidate.seed}-${formatNumber(candidate)}`,
  氏名: candidate.person.fullName,
  セイ: candidate.person.kana?.family ?? '',
  メイ: candidate.person.kana?.given ?? '',
  メールアドレス: candidate.person.email,
  電話番号: candidate.person.phone,
  都道府県: candidate.person.prefecture,
  求人名: candidate.job.name,
  職種: candidate.job.category,
  選考ステップ: candidate.stage.name,
  選考結果: 'お見送り',
  応募日: candidate.appliedOn.replaceAll('-', '/'),
  お見送り日: candidate.rejectedOn.replaceAll('-', '/'),
  タグ: candidate.skills.join(';'),
});
