import type { WorkingConditions } from '@goen/contracts/workflow';

/** Working conditions that are complete. */
export const someConditions: WorkingConditions = {
  work: '決済サービスの開発（変更の範囲：会社の定める開発業務）',
  contract_term: 'indefinite',
  contract_details: null,
  trial_period: '3か月（同条件）',
  place: '東京都渋谷区（変更の範囲：本社および自宅）',
  hours: '10:00〜19:00（休憩60分）、時間外労働あり、土日祝休み',
  wage: '月給45万円〜70万円（固定残業代なし）',
  insurance: '健康保険、厚生年金、雇用保険、労災保険',
  employer: '株式会社例',
  smoking: '屋内禁煙',
  dispatch: false,
  url: null,
  as_of: null,
};
