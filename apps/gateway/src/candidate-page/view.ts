import { type ConditionLine, describeConditions } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import type { ConsentKind } from '@goen/contracts/workflow';
import { html } from 'hono/html';
import { complaintsSection } from './complaints-section.ts';
import { renderConsentText, renderIntroductionText } from './consent-texts.ts';
import type { Decision } from './decide.ts';
import { experienceSection } from './experience-section.ts';
import { feedbackSection } from './feedback-section.ts';
import { heldSection } from './held-section.ts';
import { type IntroductionDecision, toIntroductionRequest } from './introductions.ts';
import { keepingSection } from './keeping.ts';
import { type Html, layout } from './layout.ts';
import { openingsSection } from './openings-view.ts';
import { isResultOnly } from './page-keeping.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany, type PageConsent, toConsentContext } from './page-state.ts';
import { type ConfirmedAction, getPageTexts, type PageTexts } from './page-texts.ts';
import { preferencesSection } from './preferences-section.ts';
import { recipientsSection } from './recipients-section.ts';
import { resubscribeChoice } from './resubscribe.ts';

const actionButton = (path: string, action: Decision['action'] | 'erase.ask', label: string, style = ''): Html => html`
<form method="post" action="${path}"><input type="hidden" name="action" value="${action}"><button class="${style}">${label}</button></form>`;

const pauseButton = (path: string, texts: PageTexts, months: number): Html => html`
<form method="post" action="${path}"><input type="hidden" name="action" value="pause"><input type="hidden" name="months" value="${months}"><button aria-label="${texts.pauseMonths(months)}">${texts.months(months)}</button></form>`;

const header = (texts: PageTexts, locale: Locale, company: string, heading: string): Html => html`
<div><p class="soft">${company}</p><h1>${heading}</h1></div>
<a href="?lang=${locale === 'ja' ? 'en' : 'ja'}" lang="${locale === 'ja' ? 'en' : 'ja'}">${texts.otherLanguage}</a>`;

/** The page: open questions, the two consents, recipients, pause, stop and erasure. `done`: what to confirm at the top. */
export function pageView(page: PageModel, done: ConfirmedAction | null): Html {
  const { state, locale, path } = page;
  const texts = getPageTexts(locale);
  const company = nameCompany(state, locale);
  if (state.erased) return erasedView(page);
  return layout(
    locale,
    // A screen reader starts with the title.
    `${done ? `${confirm(page, done)} ` : ''}${texts.title(company)}`,
    header(texts, locale, company, texts.heading),
    html`
<div role="status" aria-live="polite">${done ? html`<p class="note">${confirm(page, done)}</p>` : ''}</div>
<p>${texts.lead(company)}</p>
${registrationSection(page)}
${questionsSection(page)}
${openingsSection(page)}
${feedbackSection(page)}
${state.takesPartInRelay && !isResultOnly(state) ? consentSection(page, 'relay') : ''}
${isResultOnly(state) ? '' : consentSection(page, 'follow_up')}
${keepingSection(page)}
${heldSection(page)}
${recipientsSection(page, (id) => introductionButton(path, 'introduction.stop', id, texts.stopUse))}
${experienceSection(page)}
${state.unsubscribed || isResultOnly(state) ? '' : html`${preferencesSection(page)}${pauseSection(page)}`}
<section aria-labelledby="stop"><h2 id="stop">${texts.stopHeading}</h2>
${
  state.unsubscribed
    ? html`<p class="state">${texts.stopped}</p>${resubscribeChoice(page)}`
    : html`<p>${texts.stopText(company)}</p>${actionButton(path, 'unsubscribe', texts.stop)}`
}</section>
<section aria-labelledby="erase"><h2 id="erase">${texts.eraseHeading}</h2>
<p>${texts.eraseText}</p>${actionButton(path, 'erase.ask', texts.erase, 'danger')}</section>
${complaintsSection(page)}
${senderSection(page)}`,
  );
}

/** Who received the data stays visible, from records that the law requires (個人情報保護法 Art. 33(5)). */
function erasedView(page: PageModel): Html {
  const { erasedHeading, erasedText } = getPageTexts(page.locale);
  const recipients = page.state.recipients.length === 0 ? '' : recipientsSection(page, () => '');
  return layout(
    page.locale,
    erasedHeading,
    html`<h1>${erasedHeading}</h1>`,
    html`<section><p>${erasedText}</p></section>${recipients}`,
  );
}

/** What was just recorded, with the date that the person now relies on. */
function confirm({ state, locale }: PageModel, done: ConfirmedAction): string {
  const texts = getPageTexts(locale);
  return done === 'pause' && state.pausedUntil !== null ? texts.pausedNow(state.pausedUntil) : texts.done[done];
}

function registrationSection({ state, locale }: PageModel): Html | string {
  const texts = getPageTexts(locale);
  if (state.registrationExpiresOn === null) return '';
  return html`
<section aria-labelledby="registration"><h2 id="registration">${texts.unconfirmedHeading}</h2>
<p>${texts.unconfirmed(nameCompany(state, locale), state.registrationExpiresOn)}</p></section>`;
}

function consentSection({ state, locale, path, operator }: PageModel, kind: ConsentKind): Html {
  const texts = getPageTexts(locale);
  const { state: consent, since, isStopped } = state.consents[kind];
  const isStoppedConsent = isStopped && consent === 'granted';
  const stateText = describeConsent(texts, kind, state.consents[kind]);
  const isRelay = kind === 'relay';
  const grant = actionButton(path, `${kind}.grant`, isRelay ? texts.grantRelay : texts.grantFollowUp, 'main');
  const decline = actionButton(path, `${kind}.decline`, isRelay ? texts.declineRelay : texts.declineFollowUp);
  const choices =
    consent === 'granted'
      ? html`${isStoppedConsent ? grant : isRelay && state.relayRenewable ? actionButton(path, 'relay.grant', texts.renewRelay, 'main') : ''}${actionButton(path, `${kind}.withdraw`, texts.withdraw)}`
      : consent === 'unknown'
        ? html`${grant}${decline}`
        : grant;
  return html`
<section aria-labelledby="${kind}"><h2 id="${kind}">${isRelay ? texts.relay : texts.followUp}</h2>
${renderConsentText(kind, locale, toConsentContext(state, locale, operator)).paragraphs.map(paragraph)}
<p class="state"><span class="soft">${texts.state}</span>${stateText}${since ? texts.on(since) : ''}</p>
${isRelay || !isPlanned(state.consents[kind]) || state.followUpDates.length === 0 ? '' : html`<p>${texts.followUpDates(state.followUpDates)}</p>`}
<div class="choices">${choices}</div></section>`;
}

/** Without an answer, follow-ups are sent, too. */
const isPlanned = ({ state, isStopped }: PageConsent): boolean =>
  !isStopped && (state === 'granted' || state === 'unknown');

/** What the answer means now: a consent does nothing while its mails are stopped. */
function describeConsent(texts: PageTexts, kind: ConsentKind, { state, isStopped }: PageConsent): string {
  if (isStopped && state === 'granted') return texts.stoppedConsents[kind];
  if (isStopped && state === 'unknown' && kind === 'follow_up') return texts.stoppedFollowUps;
  return kind === 'follow_up' && state === 'unknown' ? texts.notRefused : texts.states[state];
}

/** A paragraph with its leading label, if any, in bold. The text itself stays as it was hashed. */
function paragraph(text: string): Html {
  const label = /^[^。.]{2,32}(：|: )/u.exec(text)?.[0] ?? '';
  return html`<p>${label ? html`<strong>${label}</strong>` : ''}${text.slice(label.length)}</p>`;
}

const introductionButton = (
  path: string,
  action: IntroductionDecision['action'],
  id: string,
  label: string,
  variant: 'main' | 'plain' | 'exclude' = 'plain',
): Html => html`
<form method="post" action="${path}"><input type="hidden" name="action" value="${action}"><input type="hidden" name="introduction" value="${id}">${
  variant === 'exclude' ? html`<input type="hidden" name="exclude" value="yes">` : ''
}<button class="${variant === 'main' ? 'main' : ''}">${label}</button></form>`;

/** What has to be told before anyone is introduced (職業安定法 Art. 5-3). */
const conditionsList = (lines: readonly ConditionLine[], texts: PageTexts): Html => html`
<h3>${texts.conditions}</h3>
<dl>${lines.map(
  ({ label, text, url }) =>
    html`<dt>${label}</dt><dd>${url ? html`<a href="${url}" rel="noreferrer">${text}</a>` : text}</dd>`,
)}</dl>`;

/** Introductions that wait for the person's answer: first on the page, because only they are waiting. */
function questionsSection({ state, locale, path }: PageModel): Html | string {
  const texts = getPageTexts(locale);
  if (state.questions.length === 0) return '';
  return html`
<section aria-labelledby="questions"><h2 id="questions">${texts.questions}</h2>
${state.questions.map(({ id, about, answerBy }) => {
  const request = toIntroductionRequest(about, nameCompany(state, locale));
  return html`
${renderIntroductionText(locale, request).paragraphs.map(paragraph)}
${about.description ? html`<p>${about.description}</p>` : ''}
${about.conditions ? conditionsList(describeConditions(about.conditions, locale), texts) : ''}
${about.url ? html`<p><a href="${about.url}" rel="noreferrer">${about.position}</a></p>` : ''}
<p>${texts.answerBy(answerBy)}</p>
<div class="choices">${introductionButton(path, 'introduction.accept', id, texts.accept, 'main')}${introductionButton(path, 'introduction.decline', id, texts.decline)}${introductionButton(path, 'introduction.decline', id, texts.exclude, 'exclude')}</div>`;
})}</section>`;
}

function pauseSection({ state, locale, path }: PageModel): Html {
  const texts = getPageTexts(locale);
  return html`
<section aria-labelledby="pause"><h2 id="pause">${texts.pauseHeading}</h2>
<p>${texts.pauseText}</p>${
    state.pausedUntil === null
      ? html`<div class="row">${[1, 3, 6].map((months) => pauseButton(path, texts, months))}</div>`
      : html`<p class="state">${texts.paused(state.pausedUntil)}</p>${actionButton(path, 'resume', texts.resume)}`
  }</section>`;
}

function senderSection({ state, locale, operator }: PageModel): Html {
  const texts = getPageTexts(locale);
  const { sender, licence } = state;
  return html`
<section aria-labelledby="sender"><h2 id="sender">${texts.sender}</h2>
<dl><dt>${texts.from}</dt><dd>${nameCompany(state, locale)}${locale === 'en' && sender.englishName ? html` (${sender.name})` : ''}<br>${(locale === 'en' && sender.englishPostalAddress) || sender.postalAddress}</dd>
<dt>${texts.contact}</dt><dd>${sender.contact}</dd>
<dt>${texts.operator}</dt><dd>${state.operatorName ?? operator}${licence ? html`<br>${texts.licence(licence.kind, licence.number)}` : ''}${
    state.operator ? html`<br>${state.operator.address}<br>${state.operator.complaintsContact}` : ''
  }</dd></dl></section>`;
}

/** Asks for a confirmation before something that cannot be undone, or that opening a link must not do. */
export function confirmView(page: PageModel, action: 'erase' | 'unsubscribe'): Html {
  const texts = getPageTexts(page.locale);
  const company = nameCompany(page.state, page.locale);
  const isErasure = action === 'erase';
  return layout(
    page.locale,
    texts.title(company),
    header(texts, page.locale, company, isErasure ? texts.eraseConfirmHeading : texts.unsubscribeHeading),
    html`
<section><p>${isErasure ? texts.eraseText : texts.stopText(company)}</p>
<form method="post" action="${page.path}"><input type="hidden" name="action" value="${action}">${
      isErasure ? html`<input type="hidden" name="confirm" value="yes">` : ''
    }<button class="${isErasure ? 'danger sure' : 'main'}">${isErasure ? texts.eraseConfirm : texts.stop}</button></form>
<p><a href="${page.path}">${isErasure ? texts.back : texts.backFromStop}</a></p></section>`,
  );
}

export const messageView = (locale: Locale, heading: string, text: string): Html =>
  layout(locale, heading, html`<h1>${heading}</h1>`, html`<section><p>${text}</p></section>`);
