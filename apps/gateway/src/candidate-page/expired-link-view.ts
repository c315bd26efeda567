import type { Locale } from '@goen/contracts/public';
import { html } from 'hono/html';
import { type Html, layout } from './layout.ts';

const texts = {
  ja: {
    heading: 'リンクの有効期限が切れています',
    lead: '情報を守るため、専用ページのリンクは、最後のメールから一定の期間が過ぎると開けなくなります。',
    offer: '次のボタンを押すと、ご登録のメールアドレスあてに新しいリンクをお送りします。お送りするのは1日1通までです。',
    ask: '新しいリンクをメールで受け取る',
    askedHeading: 'お申し込みを受け付けました',
    asked:
      '情報をお預かりしている場合は、ご登録のメールアドレスあてに新しいリンクをお送りします。しばらくお待ちください。',
    notReceived:
      '届かないときは、迷惑メールのフォルダーをご確認のうえ、以前のメールに記載の連絡先までお問い合わせください。',
    other: 'English',
  },
  en: {
    heading: 'This link has expired',
    lead: 'To protect your data, the link to your page stops working some time after our last email.',
    offer: 'Press the button to get a new link at the email address on record. We send one a day at most.',
    ask: 'Email me a new link',
    askedHeading: 'We have received your request',
    asked: 'If we hold data about you, a new link is on its way to the email address on record.',
    notReceived:
      'If nothing arrives, please check your spam folder, then write to the contact given in earlier emails.',
    other: '日本語',
  },
} as const;

/** `wasAsked`: the same answer whatever came of the request. */
export function expiredView(locale: Locale, path: string, wasAsked: boolean): Html {
  const t = texts[locale];
  const heading = wasAsked ? t.askedHeading : t.heading;
  const other = locale === 'ja' ? 'en' : 'ja';
  return layout(
    locale,
    heading,
    html`<div><h1>${heading}</h1></div><a href="?lang=${other}" lang="${other}">${t.other}</a>`,
    wasAsked
      ? html`<section aria-labelledby="link"><h2 id="link">${t.ask}</h2><p>${t.asked}</p><p>${t.notReceived}</p></section>`
      : html`<section aria-labelledby="link"><h2 id="link">${t.ask}</h2><p>${t.lead}</p><p>${t.offer}</p>
<form method="post" action="${path}"><input type="hidden" name="action" value="link.renew"><button class="main">${t.ask}</button></form></section>`,
  );
}
