import type { Locale } from '@goen/contracts/public';
import { html } from 'hono/html';
import { type ConsentText, toConsentText } from './consent-texts.ts';
import type { Html } from './layout.ts';
import type { PageKeeping } from './page-keeping.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany } from './page-state.ts';
import { formatDate, getPageTexts } from './page-texts.ts';

/** The question, as the evidence of a renewal keeps it. A changed text needs a new version. */
const renewals: Readonly<Record<Locale, { version: string; write: (company: string) => string }>> = {
  ja: {
    version: 'keeping-ja-2026-12',
    write: (company) =>
      `${company}が、今後のご案内のため、あなたのお名前・ご連絡先・ご応募の内容を、さらに12か月お預かりしてよろしいでしょうか。「続ける」「削除する」のどちらかをお選びください。お返事がない場合は、次の日付に削除します。`,
  },
  en: {
    version: 'keeping-en-2026-12',
    write: (company) =>
      `May ${company} keep your name, contact details and application for another twelve months, so that it can tell you of new openings? Please choose to keep or delete them. If you do not answer, they are deleted on the date shown here.`,
  },
};

const texts = {
  ja: {
    notice: (version: string, since: string) =>
      `ご応募の際にお示しした「個人情報の取り扱い」（${version}、${since}から適用）に基づいてお預かりしています。`,
    consent: 'あなたの同意に基づいてお預かりしています。同意は、このページでいつでも取り消せます。',
    until: (date: string) => `お預かりする期間：${date}まで。その後、削除します。`,
    untold:
      '配信の停止のお申し出、あらためてのご応募、ご入社などによりご案内のメールをお送りしていないため、削除についてもメールではお知らせしません。期間の延長は、この日の60日前から、このページで承ります。',
    resultOnly: 'お預かりした情報は、選考結果をお知らせするためだけに使い、結果をお送りした日の30日後に削除します。',
    resultOnlyUntil: (date: string) =>
      `お預かりした情報は、選考結果をお知らせするためだけに使いました。${date}に削除します。`,
    mayConsent: 'このページで今後のご案内に同意された場合は、同意の期間に合わせてお預かりします。',
    noticeText: '「個人情報の取り扱い」の本文',
    keep: '続ける（12か月）',
    erase: '削除する',
    reapplyHeading: '再度のご応募について',
    reapplyAnyTime: 'いつでも、あらためてご応募いただけます。',
    reapplyFrom: (date: string) => `${date}以降に、あらためてご応募いただけます。`,
  },
  en: {
    notice: (version: string, since: string) =>
      `We keep them on the basis of the privacy notice shown when you applied (${version}, in force since ${since}).`,
    consent: 'We keep them on the basis of your consent, which you can withdraw on this page at any time.',
    until: (date: string) => `Kept until: ${date}. Then they are deleted.`,
    untold:
      'Because we no longer email you (you unsubscribed, applied again or were hired, for example), no email announces the deletion. From 60 days before that date you can keep your details for longer on this page.',
    resultOnly: 'We use your details only to tell you the result, and delete them 30 days after we sent it.',
    resultOnlyUntil: (date: string) => `We used your details only to tell you the result. They are deleted on ${date}.`,
    mayConsent: 'If you agree to hear from us on this page, we keep them for as long as your consent lasts.',
    noticeText: 'The text of the privacy notice',
    keep: 'Keep my details (12 months)',
    erase: 'Delete my details',
    reapplyHeading: 'Applying again',
    reapplyAnyTime: 'You are welcome to apply again at any time.',
    reapplyFrom: (date: string) => `You are welcome to apply again from ${date}.`,
  },
};

export const renderRenewalText = (locale: Locale, company: string): ConsentText =>
  toConsentText(renewals[locale].version, [renewals[locale].write(company)]);

/** What is kept, on what basis and until when; and the question whether it goes on. */
export function keepingSection({ state, locale, path }: PageModel): Html {
  const pageTexts = getPageTexts(locale);
  const company = nameCompany(state, locale);
  const isRegistered = state.registrationExpiresOn !== null;
  const keptText = isRegistered ? pageTexts.keptTextOfRegistration(company) : pageTexts.keptText(company);
  return html`
<section aria-labelledby="kept"><h2 id="kept">${pageTexts.keptHeading}</h2>
${state.keeping.kind === 'unconfirmed' ? html`<p>${keptText}</p>` : basisParagraphs(state, locale, keptText)}
${state.isAskedToRenew ? renewalChoice(path, locale, company) : ''}</section>
${reapplicationSection(state, locale)}`;
}

function basisParagraphs({ keeping, keepUntil, isToldOfErasure }: PageKeeping, locale: Locale, keptText: string): Html {
  const t = texts[locale];
  if (keeping.kind !== 'kept') {
    const until = keepUntil === null ? t.resultOnly : t.resultOnlyUntil(formatDate(keepUntil, locale));
    const mayAsk = keeping.kind === 'result_only' && keeping.mayAsk;
    return html`<p class="state">${until}</p>${mayAsk ? html`<p>${t.mayConsent}</p>` : ''}`;
  }
  const { notice } = keeping;
  return html`
<p>${keptText}</p>
<p>${notice ? t.notice(notice.version, formatDate(notice.since, locale)) : t.consent}</p>
${notice?.link ? html`<p><a href="${notice.link}" rel="noreferrer">${notice.link}</a></p>` : ''}
${notice ? html`<details><summary>${t.noticeText}</summary><p>${notice.text}</p></details>` : ''}
<p class="state">${t.until(formatDate(keepUntil ?? keeping.until, locale))}</p>${
    isToldOfErasure
      ? ''
      : html`
<p>${t.untold}</p>`
  }`;
}

const renewalChoice = (path: string, locale: Locale, company: string): Html => html`
<p>${renewals[locale].write(company)}</p>
<div class="choices"><form method="post" action="${path}"><input type="hidden" name="action" value="keeping.renew"><button class="main">${texts[locale].keep}</button></form>
<form method="post" action="${path}"><input type="hidden" name="action" value="erase.ask"><button class="danger">${texts[locale].erase}</button></form></div>`;

function reapplicationSection({ reapplication }: PageKeeping, locale: Locale): Html | string {
  if (reapplication === null) return '';
  const t = texts[locale];
  const { from } = reapplication;
  return html`
<section aria-labelledby="reapply"><h2 id="reapply">${t.reapplyHeading}</h2>
<p>${from === null ? t.reapplyAnyTime : t.reapplyFrom(formatDate(from, locale))}</p></section>`;
}
