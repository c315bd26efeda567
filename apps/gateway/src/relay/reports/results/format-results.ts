import { type ResultMeasure, type ResultsReport, resultMeasure } from '@goen/contracts/public';
import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';

const stepNames: Readonly<Record<ResultMeasure, string>> = {
  rejected: '不採用',
  mailed: '選考結果のメール',
  consented: 'キャリアリレーへの同意',
  referred: 'キャリアリレーへの登録',
  introduced: '紹介を受けた方（成立）',
  hired: '紹介による採用',
  hired_after_reapplying: '再応募からの採用',
};

/** Names of the mails that a person may have got before a reapplication; others keep their kind. */
const mailNames: Readonly<Record<string, string>> = {
  none: 'メールなし',
  rejection: '選考結果のメール',
  rejection_relay: '選考結果のメール（キャリアリレーのご案内付き）',
  rejection_late: '選考結果のメール（遅れてのご連絡）',
  relay_invitation: 'キャリアリレーのご案内のメール',
  relay_reminder: 'キャリアリレーの再案内のメール',
  first_follow_up: '1回目のご連絡のメール',
  second_follow_up: '2回目のご連絡のメール',
  keeping_notice: '保存期限のお知らせのメール',
  erasure_notice: '削除完了のお知らせのメール',
  feedback_answer: 'フィードバックのメール',
  feedback_refusal: 'フィードバックを控える旨のメール',
  re_invitation: '募集のご案内のメール',
  re_invitation_reminder: '募集のご案内の再送メール',
  re_invitation_talk: '関心へのお返事（面談のご提案）',
  re_invitation_regret: '関心へのお返事（お断り）',
};
const sourceNames: Readonly<Record<string, string>> = { entered: '入力値', reported: '連携データ' };

const headings = ['期間', '項目', '内訳', '件数', '前年同期', '集計方法'];
type Line = readonly [string, string, string, number, number | null, string];

/** One line per number, so that a spreadsheet can filter and pivot them. */
export function formatResults({ from, to, months, reapplications, costs }: ResultsReport): string {
  const period = `${from}～${to}`;
  const lines: Line[] = [
    ...months.flatMap(({ month, steps, applications }): Line[] => [
      ...resultMeasure.options.map((name): Line => [month, stepNames[name], '', steps[name].count, null, '']),
      [
        month,
        '応募',
        '合計',
        applications.count,
        applications.year_before,
        sourceNames[applications.counted_by] ?? applications.counted_by,
      ],
      ...applications.reported.map(({ source, count }): Line => [month, '応募', source, count, null, '連携データ']),
    ]),
    ...reapplications.flatMap(({ after, mails, count, year_before: before }): Line[] => [
      ...(after === 'none' ? [] : [[period, 'メール送信', mailNames[after] ?? after, mails, null, ''] as const]),
      [
        period,
        '再応募（直前のメール別）',
        mailNames[after] ?? after,
        count,
        before,
        '因果関係を示すものではありません',
      ],
    ]),
    ...(costs ? formatCosts(period, costs) : []),
  ];
  return `${renderCsvHeader(headings)}${renderCsvRows(lines)}`;
}

function formatCosts(period: string, costs: NonNullable<ResultsReport['costs']>): Line[] {
  const by = '貴社の設定した単価による試算';
  const line = (name: string, yen: number | null): Line[] =>
    yen === null ? [] : [[period, name, '円', yen, null, by]];
  return [
    [period, '紹介手数料のかからない採用', '', costs.free_hires, null, ''],
    ...line('削減できた採用費用', costs.hires),
    ...line('削減できたメール作業の費用', costs.mails),
    ...line('削減額の合計', costs.recovered),
    ...line('サービスの利用料', costs.platform),
    ...line('差引', costs.balance),
  ];
}
