import type { Locale } from '@goen/contracts/public';
import { html } from 'hono/html';
import { type ConsentText, toConsentText } from './consent-texts.ts';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany } from './page-state.ts';

/**
 * What a person reads before they undo an unsubscription. It is a consent to the follow-ups, so it brings back what it
 * names and nothing else (特定電子メール法 Art. 3(1) no. 1). A changed text needs a new version.
 */
const texts: Readonly<
  Record<Locale, { version: string; write: (company: string) => readonly string[]; button: string; unusable: string }>
> = {
  ja: {
    version: 'resubscribe-ja-2026-11',
    write: (company) => [
      `停止を取り消すと、${company}から、選考結果のおよそ6か月後と12か月後に、近況をうかがうメールや新しい募集のお知らせを、あらためてお送りします。これに同意いただける場合は、次のボタンを押してください。`,
      'キャリアリレーのご案内は再開しません。ご紹介のお尋ねは、このページでキャリアリレーにあらためて同意いただいた場合に限り、お送りします。いつでも、もう一度停止できます。',
    ],
    button: '停止を取り消し、メールを受け取る',
    unusable:
      'ご登録のメールアドレスにはメールが届かなかったか、迷惑メールとしてのご報告がありましたので、このページから再開することはできません。',
  },
  en: {
    version: 'resubscribe-en-2026-11',
    write: (company) => [
      `If you undo this, ${company} may write to you again about 6 and 12 months after the result of your application, to ask how you are or to tell you of new positions. Use the button if you agree to that.`,
      'Invitations to the career relay stay stopped. We ask you about introductions only if you consent to the career relay again on this page. You can stop all emails again at any time.',
    ],
    button: 'Start these emails again',
    unusable: 'Emails can’t be started again here: they didn’t reach your address, or were reported as unwanted.',
  },
};

/** The text of the consent that undoes an unsubscription. */
export function renderResubscribeText(locale: Locale, company: string): ConsentText {
  const { version, write } = texts[locale];
  return toConsentText(version, write(company));
}

/** Follow-ups are stopped and a consent brings them back. */
export const canResubscribe = ({ consents, addressUnusable }: PageModel['state']): boolean =>
  consents.follow_up.isStopped && !addressUnusable;

export function resubscribeChoice({ state, locale, path }: PageModel): Html | string {
  const { write, button, unusable } = texts[locale];
  if (state.addressUnusable) return html`<p>${unusable}</p>`;
  if (!canResubscribe(state)) return '';
  return html`${write(nameCompany(state, locale)).map((text) => html`<p>${text}</p>`)}
<form method="post" action="${path}"><input type="hidden" name="action" value="resubscribe"><button>${button}</button></form>`;
}
