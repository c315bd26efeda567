import type { Locale } from '@goen/contracts/public';
import type { ConsentKind } from '@goen/contracts/workflow';
import { html } from 'hono/html';
import { consentText, introductionText } from './consent-texts.ts';
import type { Decision } from './decide.ts';
import type { IntroductionDecision } from './introductions.ts';
import { type Html, layout } from './layout.ts';
import type { PageState } from './page-state.ts';
import { type Words, wordsOf } from './words.ts';

export type Shown = {
  readonly state: PageState;
  readonly locale: Locale;
  readonly operator: string;
  readonly path: string;
};

const button = (path: string, action: Decision['action'] | 'erase.ask', label: string, look = ''): Html => html`
<form method="post" action="${path}"><input type="hidden" name="action" value="${action}"><button class="${look}">${label}</button></form>`;

const pauseButton = (path: string, words: Words, months: number): Html => html`
<form method="post" action="${path}"><input type="hidden" name="action" value="pause"><input type="hidden" name="months" value="${months}"><button aria-label="${words.pauseMonths(months)}">${words.months(months)}</button></form>`;

const header = (words: Words, locale: Locale, company: string, heading: string): Html => html`
<div><p class="soft">${company}</p><h1>${heading}</h1></div>
<a href="?lang=${locale === 'ja' ? 'en' : 'ja'}" lang="${locale === 'ja' ? 'en' : 'ja'}">${words.otherLanguage}</a>`;

/** The page with what is known, the two consents, and the ways out. */
export function pageView(shown: Shown, done: keyof Words['done'] | null): Html {
  const { state, locale, path } = shown;
  const words = wordsOf(locale);
  if (state.erased) return message(locale, words.erasedHeading, words.erasedText);
  return layout(
    locale,
    // The title is what a screen reader says first.
    `${done ? `${words.done[done]} ` : ''}${words.title(state.company)}`,
    header(words, locale, state.company, words.heading),
    html`
<div role="status" aria-live="polite">${done ? html`<p class="note">${words.done[done]}</p>` : ''}</div>
<p>${words.lead(state.company)}</p>
${questionsSection(shown)}
${state.takesPartInRelay ? consentSection(shown, 'relay') : ''}
${state.unsubscribed ? '' : consentSection(shown, 'follow_up')}
${recipientsSection(shown)}
${state.unsubscribed ? '' : pauseSection(shown)}
<section aria-labelledby="stop"><h2 id="stop">${words.stopHeading}</h2>
${
  state.unsubscribed
    ? html`<p class="state">${words.stopped}</p>`
    : html`<p>${words.stopText(state.company)}</p>${button(path, 'unsubscribe', words.stop)}`
}</section>
<section aria-labelledby="erase"><h2 id="erase">${words.eraseHeading}</h2>
<p>${words.eraseText}</p>${button(path, 'erase.ask', words.erase, 'danger')}</section>
${senderSection(shown)}`,
  );
}

function consentSection({ state, locale, path }: Shown, kind: ConsentKind): Html {
  const words = wordsOf(locale);
  const { state: consent, since } = state.consents[kind];
  const shownState = kind === 'follow_up' && consent === 'unknown' ? words.notRefused : words.states[consent];
  const relay = kind === 'relay';
  const yes = button(path, `${kind}.grant`, relay ? words.grantRelay : words.grantFollowUp, 'main');
  const no = button(path, `${kind}.decline`, relay ? words.declineRelay : words.declineFollowUp);
  const offered =
    consent === 'granted'
      ? html`${relay && state.relayRenewable ? button(path, 'relay.grant', words.renewRelay, 'main') : ''}${button(path, `${kind}.withdraw`, words.withdraw)}`
      : consent === 'unknown'
        ? html`${yes}${no}`
        : yes;
  return html`
<section aria-labelledby="${kind}"><h2 id="${kind}">${relay ? words.relay : words.followUp}</h2>
${consentText(kind, locale, state.company).paragraphs.map(paragraph)}
<p class="state"><span class="soft">${words.state}</span>${shownState}${since ? words.on(since) : ''}</p>
<div class="choices">${offered}</div></section>`;
}

/** A paragraph with its opening label, if it has one, in bold. The text stays what its hash is of. */
function paragraph(text: string): Html {
  const label = /^[^。.]{2,18}(：|: )/u.exec(text)?.[0] ?? '';
  return html`<p>${label ? html`<strong>${label}</strong>` : ''}${text.slice(label.length)}</p>`;
}

const introductionButton = (
  path: string,
  action: IntroductionDecision['action'],
  id: string,
  label: string,
  look: 'main' | 'plain' | 'exclude' = 'plain',
): Html => html`
<form method="post" action="${path}"><input type="hidden" name="action" value="${action}"><input type="hidden" name="introduction" value="${id}">${
  look === 'exclude' ? html`<input type="hidden" name="exclude" value="yes">` : ''
}<button class="${look === 'main' ? 'main' : ''}">${label}</button></form>`;

/** Companies that wait for the person's yes or no: first on the page, since nothing else waits for them. */
function questionsSection({ state, locale, path }: Shown): Html | string {
  const words = wordsOf(locale);
  if (state.questions.length === 0) return '';
  return html`
<section aria-labelledby="questions"><h2 id="questions">${words.questions}</h2>
${state.questions.map(({ id, about }) => {
  const asked = { referrer: state.company, receiver: about.company, position: about.position };
  return html`
${introductionText(locale, asked).paragraphs.map(paragraph)}
${about.description ? html`<p>${about.description}</p>` : ''}
${about.url ? html`<p><a href="${about.url}" rel="noreferrer">${about.position}</a></p>` : ''}
<div class="choices">${introductionButton(path, 'introduction.accept', id, words.accept, 'main')}${introductionButton(path, 'introduction.decline', id, words.decline)}${introductionButton(path, 'introduction.decline', id, words.exclude, 'exclude')}</div>`;
})}</section>`;
}

function recipientsSection({ state, locale, path }: Shown): Html {
  const words = wordsOf(locale);
  return html`
<section aria-labelledby="recipients"><h2 id="recipients">${words.recipients}</h2>
${state.recipients.length === 0 ? html`<p>${words.noRecipients}</p>` : ''}
${state.recipients.map(
  ({ id, company, on, items, useStopped }) => html`
<p class="state">${words.received(company, on)}</p><p>${words.itemsAre(items.map((item) => words.items[item]))}</p>
${useStopped ? html`<p>${words.useStopped}</p>` : introductionButton(path, 'introduction.stop', id, words.stopUse)}`,
)}</section>`;
}

function pauseSection({ state, locale, path }: Shown): Html {
  const words = wordsOf(locale);
  return html`
<section aria-labelledby="pause"><h2 id="pause">${words.pauseHeading}</h2>
<p>${words.pauseText}</p>${
    state.pausedUntil === null
      ? html`<div class="row">${[1, 3, 6].map((months) => pauseButton(path, words, months))}</div>`
      : html`<p class="state">${words.paused(state.pausedUntil)}</p>${button(path, 'resume', words.resume)}`
  }</section>`;
}

function senderSection({ state, locale, operator }: Shown): Html {
  const words = wordsOf(locale);
  const { sender, licence } = state;
  return html`
<section aria-labelledby="sender"><h2 id="sender">${words.sender}</h2>
<dl><dt>${words.from}</dt><dd>${sender.name}<br>${sender.postalAddress}</dd>
<dt>${words.contact}</dt><dd>${sender.contact}</dd>
<dt>${words.operator}</dt><dd>${operator}${licence ? html`<br>${words.licence(licence.kind, licence.number)}` : ''}</dd></dl></section>`;
}

/** Asks once more before something that can't be undone, or that a link alone must not do. */
export function confirmView(shown: Shown, ask: 'erase' | 'unsubscribe'): Html {
  const words = wordsOf(shown.locale);
  const erase = ask === 'erase';
  return layout(
    shown.locale,
    words.title(shown.state.company),
    header(words, shown.locale, shown.state.company, erase ? words.eraseConfirmHeading : words.unsubscribeHeading),
    html`
<section><p>${erase ? words.eraseText : words.stopText(shown.state.company)}</p>
<form method="post" action="${shown.path}"><input type="hidden" name="action" value="${ask}">${
      erase ? html`<input type="hidden" name="confirm" value="yes">` : ''
    }<button class="${erase ? 'danger sure' : 'main'}">${erase ? words.eraseConfirm : words.stop}</button></form>
<p><a href="${shown.path}">${words.back}</a></p></section>`,
  );
}

export const message = (locale: Locale, heading: string, text: string): Html =>
  layout(locale, heading, html`<h1>${heading}</h1>`, html`<section><p>${text}</p></section>`);
