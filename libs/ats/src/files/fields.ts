import { toHeaderKey } from './header-key.ts';

/** The fields a column can hold. `emails`, `phones` and `skills` can hold several values, joined by `;`. */
export const fields = [
  'application_id',
  'candidate_id',
  'full_name',
  'family_name',
  'given_name',
  'family_name_kana',
  'given_name_kana',
  'emails',
  'phones',
  'status',
  'rejected_at',
  'applied_at',
  'job_id',
  'job_name',
  'job_category',
  'stage',
  'application_source',
  'prefecture',
  'skills',
] as const;
export type Field = (typeof fields)[number];

/** Usual names of these columns in exports, the likeliest first; compared by key. */
export const headerNames: Readonly<Record<Field, readonly string[]>> = {
  application_id: ['応募ID', '応募番号', '応募者ID', 'application_id'],
  candidate_id: ['候補者ID', '候補者番号', 'candidate_id'],
  full_name: ['氏名', '名前', '応募者名', '候補者名', '応募者氏名', 'name', 'full_name'],
  family_name: ['姓', '氏名(姓)', 'family_name'],
  given_name: ['名', '氏名(名)', 'given_name'],
  family_name_kana: ['セイ', '姓カナ', '姓(カナ)', 'family_name_kana'],
  given_name_kana: ['メイ', '名カナ', '名(カナ)', 'given_name_kana'],
  emails: ['メールアドレス', 'Eメール', 'E-mail', 'メール', 'PCメールアドレス', 'email'],
  phones: ['電話番号', '携帯電話番号', '電話', 'phone'],
  status: ['選考ステータス', 'ステータス', '選考状況', '選考結果', '合否', 'status'],
  rejected_at: [
    '不採用日',
    '不合格日',
    'お見送り日',
    '見送り日',
    '不採用決定日',
    '合否決定日',
    '選考終了日',
    '選考完了日',
    'rejected_at',
  ],
  applied_at: ['応募日', '応募日時', 'エントリー日', 'applied_at'],
  job_id: ['求人ID', '求人番号', 'job_id'],
  job_name: ['求人名', '求人タイトル', '応募求人', '応募職種', 'job_name'],
  job_category: ['職種', '募集職種', 'job_category'],
  stage: ['選考ステップ', '選考段階', '選考フロー', 'stage'],
  application_source: ['応募経路', '応募チャネル', '流入経路', '応募元', 'application_source'],
  prefecture: ['都道府県', '居住地', 'prefecture'],
  skills: ['スキル', '保有スキル', 'スキルタグ', 'skills'],
};

/** Other columns of the HRMOS export: unused, but they help to recognise the header. */
const unusedHeaderNames = ['選考ポジション名', '応募経路詳細', 'ラベル', '内定日', '入社日', '辞退日'];

export const knownHeaderKeys: ReadonlySet<string> = new Set(
  [...Object.values(headerNames).flat(), ...unusedHeaderNames].map(toHeaderKey),
);

/** The last column of a file of refused rows: the reasons per row. Imports ignore it. */
export const refusalReasonsColumn = '取り込めなかった理由';
