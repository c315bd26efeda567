import type { Locale } from '@goen/contracts/public';
import { html } from 'hono/html';

const japanese = {
  title: 'サインイン',
  otherLanguage: 'English',
  useLink: '次のメールアドレスの方としてサインインします。',
  notYours:
    'ご自身のアドレスでない場合は、ボタンを押さずにこのページを閉じてください。ほかの方のアカウントで操作することになります。',
  signIn: 'サインインする',
  email: 'メールアドレス',
  sendLink: 'サインイン用のリンクを送る',
  passkey: 'パスキーでサインインする',
  company: '会社 ID',
  singleSignOn: 'シングルサインオンに進む',
  sent: 'ご登録のあるアドレスであれば、サインイン用のリンクをお送りしました。10分以内にお開きください。',
  failed:
    'サインインできませんでした。リンクは1回だけ、10分以内に限り使えます。もう一度「サインイン用のリンクを送る」を押してください。',
  ssoFailed: 'シングルサインオンでサインインできませんでした。会社のご担当者様にお問い合わせください。',
  tooMany: '試行回数が上限に達しました。しばらくしてからもう一度お試しください。',
  error: '処理できませんでした。しばらくしてからもう一度お試しください。',
  signedInAs: 'サインインしています：',
  toConsole: '管理画面を開く',
  signOut: 'サインアウトする',
};
const english: typeof japanese = {
  title: 'Sign in',
  otherLanguage: '日本語',
  useLink: 'This link signs you in as',
  notYours:
    'If this isn’t your address, don’t press the button: close this page. You would be working in somebody else’s account.',
  signIn: 'Sign in',
  email: 'Email address',
  sendLink: 'Send me a sign-in link',
  passkey: 'Sign in with a passkey',
  company: 'Short name of your company',
  singleSignOn: 'Continue to single sign-on',
  sent: 'If the address is registered, a sign-in link is on its way. Open it within 10 minutes.',
  failed: 'That did not work. A link works once, for 10 minutes. Please request another one.',
  ssoFailed: 'We couldn’t sign you in with single sign-on. Please ask your company’s administrator.',
  tooMany: 'Too many attempts. Please try again later.',
  error: 'Something went wrong. Please try again later.',
  signedInAs: 'You are signed in as',
  toConsole: 'Open the console',
  signOut: 'Sign out',
};

/** Without a secret, a form; with one behind the `#`, a button that uses it. The script decides: the server never sees it. */
export function signInPage(locale: Locale) {
  const texts = locale === 'ja' ? japanese : english;
  const other = locale === 'ja' ? 'en' : 'ja';
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${texts.title}</title>
<link rel="stylesheet" href="/sign-in/sign-in.css">
<script src="/sign-in/sign-in.js" defer></script>
</head>
<body>
<main data-sent="${texts.sent}" data-failed="${texts.failed}" data-sso-failed="${texts.ssoFailed}" data-too-many="${texts.tooMany}" data-error="${texts.error}">
<p class="other"><a href="?lang=${other}" lang="${other}">${texts.otherLanguage}</a></p>
<h1>${texts.title}</h1>
<p id="message" role="status" aria-live="polite"></p>
<section id="link" hidden><p>${texts.useLink}</p><p><strong id="link-owner"></strong></p><p>${texts.notYours}</p><button type="button" id="use-link">${texts.signIn}</button></section>
<section id="form" hidden>
<form id="send-link"><label for="email">${texts.email}</label><input id="email" name="email" type="email" autocomplete="username webauthn" required maxlength="254"><button>${texts.sendLink}</button></form>
<button type="button" id="passkey" class="second">${texts.passkey}</button>
<form id="sso"><label for="company">${texts.company}</label><input id="company" name="company" autocomplete="organization" required maxlength="100"><button class="second">${texts.singleSignOn}</button></form>
</section>
<section id="signed-in" hidden><p>${texts.signedInAs} <strong id="who"></strong></p><p><a href="/console">${texts.toConsole}</a></p><button type="button" id="sign-out" class="second">${texts.signOut}</button></section>
</main>
</body></html>`;
}
