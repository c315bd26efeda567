import type { Locale } from '@goen/contracts/public';
import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany } from './page-state.ts';

const texts = {
  ja: {
    heading: '選考についてお聞かせください',
    question: (company: string) => `${company}への応募を、知人にすすめたいと思われますか。`,
    scale: '0：まったくすすめない　〜　10：ぜひすすめたい',
    comment: 'よろしければ、その理由を一文で（任意・500字まで）',
    privacy: (company: string) =>
      `お答えは、お名前を添えずに、同じ段階・同じ月の5名以上のお答えをまとめて${company}にお伝えします。一文はそのままの言葉でお伝えしますので、お名前など、ご自身と分かる内容はお書きにならないでください。お答えは任意で、今後の選考には一切影響しません。`,
    send: '回答を送る',
    skip: '今回は回答しない',
  },
  en: {
    heading: 'How did you find our selection process?',
    question: (company: string) => `Would you recommend applying to ${company}?`,
    scale: '0: not at all – 10: very much',
    comment: 'Why, in a sentence, if you like (at most 500 characters)',
    privacy: (company: string) =>
      `${company} sees answers without names and only in groups of five or more of the same stage and month. Your sentence is shown word for word, so please write nothing that says who you are. Answering is up to you and makes no difference to future applications.`,
    send: 'Send my answer',
    skip: 'Not this time',
  },
} satisfies Record<Locale, unknown>;

const scores = Array.from({ length: 11 }, (_, score) => score);

/** Asked on the page alone, never in a mail. */
export function experienceSection({ state, locale, path }: PageModel): Html | string {
  if (state.experienceQuestion === null) return '';
  const text = texts[locale];
  const company = nameCompany(state, locale);
  return html`<section aria-labelledby="experience"><h2 id="experience">${text.heading}</h2>
<form method="post" action="${path}"><input type="hidden" name="action" value="experience.answer">
<fieldset><legend>${text.question(company)}</legend><p class="soft">${text.scale}</p><div class="scale">
${scores.map((score) => html`<label><input type="radio" name="score" value="${score}" required> ${score}</label>`)}</div></fieldset>
<label class="words">${text.comment}<textarea name="comment" rows="2" maxlength="500"></textarea></label>
<p class="soft">${text.privacy(company)}</p>
<button class="main">${text.send}</button></form>
<form method="post" action="${path}"><input type="hidden" name="action" value="experience.skip"><button>${text.skip}</button></form></section>`;
}
