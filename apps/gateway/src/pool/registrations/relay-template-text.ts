import type { SenderIdentity } from '@goen/contracts/internal';
import type { Locale, TemplateAts } from '@goen/contracts/public';

type Meaning = 'name' | 'job' | 'application_id';
export type MergeField = { readonly meaning: Meaning; readonly text: string; readonly known: boolean };
type Fields = Readonly<Record<Meaning, string | null>>;

/**
 * The merge fields that vendors publish. Null: none is published; the text then has a marked place, or does without.
 * Greenhouse: its token glossary. HRMOS: its help names 候補者名, which is inserted from a menu and has no spelling.
 */
const published: Readonly<Record<TemplateAts, Fields>> = {
  greenhouse: { name: '{{CANDIDATE_NAME}}', job: '{{JOB_NAME}}', application_id: null },
  hrmos: { name: null, job: null, application_id: null },
  herp: { name: null, job: null, application_id: null },
  jobcan: { name: null, job: null, application_id: null },
  zoho_recruit: { name: null, job: null, application_id: null },
  other: { name: null, job: null, application_id: null },
};

const places: Readonly<Record<Locale, Readonly<Record<'name' | 'job', string>>>> = {
  ja: { name: '【候補者名】', job: '【求人名】' },
  en: { name: '[CANDIDATE NAME]', job: '[JOB]' },
};

/** Without a field for the application, the link has no hint: the registration is then matched by address alone. */
export function listMergeFields(ats: TemplateAts, locale: Locale): MergeField[] {
  const { name, job, application_id: applicationId } = published[ats];
  const shown = places[locale];
  return [
    { meaning: 'name', text: name ?? shown.name, known: name !== null },
    { meaning: 'job', text: job ?? shown.job, known: job !== null },
    ...(applicationId ? [{ meaning: 'application_id' as const, text: applicationId, known: true }] : []),
  ];
}

export type TemplateParts = {
  readonly company: string;
  readonly sender: SenderIdentity;
  readonly url: string;
  readonly licence: { readonly kind: string; readonly number: string } | null;
  readonly operator: string;
  readonly fields: readonly MergeField[];
};

/**
 * The lines that a company puts below the result in the mail of its ATS: the invitation, who runs the relay, and how to
 * reach the sender (特定電子メール法 Art. 4; 職業安定法 Art. 32-13).
 */
export const writeRelayTemplate = (locale: Locale, parts: TemplateParts): string =>
  (locale === 'ja' ? writeJapanese(parts) : writeEnglish(parts)).join('\n');

const find = (fields: readonly MergeField[], meaning: Meaning): string =>
  fields.find((field) => field.meaning === meaning)?.text ?? '';

const writeJapanese = ({ company, sender, url, licence, operator, fields }: TemplateParts): string[] => [
  '――――――――――――――――――――',
  'キャリアリレーのご案内（ご希望の方のみ）',
  '',
  `${find(fields, 'name')} 様`,
  '',
  `このたびは「${find(fields, 'job')}」にご応募いただき、ありがとうございました。選考結果とは別に、ご希望の方へのご案内です。`,
  '',
  `キャリアリレーは、${company}の選考を受けられた方と、これまでのご経験を生かしていただける別の企業とをおつなぎする、無料の取り組みです。次のページから、ご自身でご登録いただけます。`,
  '',
  url,
  '',
  '・ご登録は任意です。登録の有無が、今後の選考に影響することはありません。',
  `・ご登録の際、${company}は、選考を受けられた方かどうかを確認するために、お名前とメールアドレスを閲覧します。`,
  '・同意がない限り、ほかの企業に情報は渡りません。同意のあとも、いつでも取り消せます。',
  '・ページを開くだけで登録されることはありません。',
  '',
  `運営：${operator}${licence ? `（${licence.kind} 許可番号 ${licence.number}）` : ''}`,
  `差出人：${[company, sender.postalAddress].filter((part) => part !== '').join(' ')}`,
  ...(sender.contact ? [`お問い合わせ・配信停止のご連絡：${sender.contact}`] : []),
];

const writeEnglish = ({ company, sender, url, licence, operator, fields }: TemplateParts): string[] => [
  '----------------------------------------',
  'An invitation to the career relay (only if you are interested)',
  '',
  `Dear ${find(fields, 'name')},`,
  '',
  `Thank you for applying for ${find(fields, 'job')}. Separately from the result, here is an invitation for you to consider.`,
  '',
  `The career relay is a free service that connects people who applied to ${company} with other companies that can use their experience. You can register yourself on this page:`,
  '',
  url,
  '',
  '- Registering is up to you and has no effect on any future application.',
  `- When you register, ${company} sees your name and email address, to confirm that you applied.`,
  '- Without your consent nothing is shared with any other company. You can withdraw your consent at any time.',
  "- Opening the page doesn't sign you up.",
  '',
  `Operated by ${operator}${licence ? ` (${licence.kind}, licence no. ${licence.number})` : ''}`,
  `From ${[company, sender.englishPostalAddress || sender.postalAddress].filter((part) => part !== '').join(', ')}`,
  ...(sender.contact ? [`Questions, or no more emails: ${sender.contact}`] : []),
];
