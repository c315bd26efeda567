import { toTagIds, toTagLabel } from '@goen/case-domain/tags';
import type { Locale, Tag } from '@goen/contracts/public';
import { html } from 'hono/html';
import { maxCorrectionLength } from './corrections.ts';
import type { HeldApplication } from './held-details.ts';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany } from './page-state.ts';
import { formatDate } from './page-texts.ts';

const texts = {
  ja: {
    heading: 'お預かりしている内容',
    name: 'お名前',
    reading: 'ふりがな',
    emails: 'メールアドレス',
    phones: '電話番号',
    prefecture: '都道府県',
    tags: 'スキル・職種など',
    applications: 'ご応募',
    none: '登録がありません',
    applied: (date: string) => `${date}ご応募`,
    result: (date: string) => `${date}選考終了`,
    separator: '、',
    download: '内容をファイルで受け取る（JSON）',
    rest: (company: string, contact: string) =>
      `選考に関する記録など、ここにない情報の開示をご希望の場合は、${company}（${contact}）までお申し出ください。`,
    correctHeading: '訂正をご希望の場合',
    correctLead: (company: string) =>
      `誤りや変更がある場合は、次の欄からお知らせください。${company}の担当者が確認し、訂正します。結果はこのページに表示します。`,
    correctLabel: '訂正の内容（500文字以内）',
    send: '訂正を依頼する',
    asked: (date: string) => `${date}にご依頼いただいた内容`,
    states: { open: '担当者が確認しています。', done: '訂正しました。', refused: '訂正しませんでした。' },
  },
  en: {
    heading: 'What is on record',
    name: 'Name',
    reading: 'Reading',
    emails: 'Email addresses',
    phones: 'Phone numbers',
    prefecture: 'Prefecture',
    tags: 'Skills, job categories and the like',
    applications: 'Applications',
    none: 'nothing',
    applied: (date: string) => `applied on ${date}`,
    result: (date: string) => `ended on ${date}`,
    separator: ', ',
    download: 'Download this as a file (JSON)',
    rest: (company: string, contact: string) =>
      `If you want to know what else is on record, such as notes on the selection, please ask ${company} (${contact}).`,
    correctHeading: 'Ask for a correction',
    correctLead: (company: string) =>
      `If something is wrong or has changed, tell us here. ${company} checks it and corrects it. What came of it appears on this page.`,
    correctLabel: 'What should be corrected (up to 500 characters)',
    send: 'Ask for the correction',
    asked: (date: string) => `Asked on ${date}`,
    states: { open: 'The company is checking it.', done: 'It was corrected.', refused: 'It was not corrected.' },
  },
} as const;

/** The details themselves, the file with them, and how to have them corrected (個人情報保護法 Art. 33, 34). */
export function heldSection({ state, locale, path }: PageModel): Html {
  const t = texts[locale];
  const { held } = state;
  const company = nameCompany(state, locale);
  const list = (values: readonly string[]): string => values.join(t.separator) || t.none;
  const row = (label: string, text: string | null): Html => html`<dt>${label}</dt><dd>${text || t.none}</dd>`;
  return html`
<section aria-labelledby="held"><h2 id="held">${t.heading}</h2>
<dl>${row(t.name, held.name)}${held.reading ? row(t.reading, held.reading) : ''}${row(t.emails, list(held.emails))}
${row(t.phones, list(held.phones))}${row(t.prefecture, held.prefecture)}
${row(t.tags, list(held.tags.map((tag) => nameTag(tag, locale))))}
<dt>${t.applications}</dt><dd>${held.applications.map((application) => html`${describeApplication(application, locale)}<br>`)}</dd></dl>
<p><a href="${toDataPath(path)}" download>${t.download}</a></p>
<p>${t.rest(company, state.sender.contact || company)}</p>
<h3>${t.correctHeading}</h3><p>${t.correctLead(company)}</p>
${state.corrections.map(
  ({ text, askedOn, state: outcome, answer }) => html`
<p class="state"><span class="soft">${t.asked(formatDate(askedOn, locale))}</span><br>${text}</p>
<p>${t.states[outcome]}${answer ? html` ${answer}` : ''}</p>`,
)}
<form method="post" action="${path}"><input type="hidden" name="action" value="correct">
<p><label for="correction">${t.correctLabel}</label></p>
<textarea id="correction" name="text" rows="3" maxlength="${maxCorrectionLength}" required></textarea>
<p><button>${t.send}</button></p></form></section>`;
}

/** `/c/{token}?lang=ja` becomes `/c/{token}/data`. */
const toDataPath = (path: string): string => path.replace(/\?.*$/, '/data');

/** In the language of the page, if the dictionary has it. */
const nameTag = (tag: Tag, locale: Locale): string => {
  const [id] = toTagIds([tag]);
  return locale === 'en' && id ? toTagLabel(id, locale) : tag.value;
};

function describeApplication({ job, appliedOn, resultOn }: HeldApplication, locale: Locale): string {
  const t = texts[locale];
  const dates = [
    ...(appliedOn === null ? [] : [t.applied(formatDate(appliedOn, locale))]),
    ...(resultOn === null ? [] : [t.result(formatDate(resultOn, locale))]),
  ].join(t.separator);
  const name = job ?? '—';
  if (dates === '') return name;
  return locale === 'ja' ? `${name}（${dates}）` : `${name} (${dates})`;
}
