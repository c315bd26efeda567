import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany } from './page-state.ts';
import { getPageTexts } from './page-texts.ts';
import type { OpeningDecision } from './re-invitations.ts';

const monthsToWait = [3, 6, 12] as const;

/** Openings that the person was asked about, and how to hear about none, or about them again. */
export function openingsSection({ state, locale, path }: PageModel): Html | string {
  const texts = getPageTexts(locale);
  const { openings, openingsStopped, openingsFrom } = state;
  const company = nameCompany(state, locale);
  if (openings.length === 0 && !openingsStopped && openingsFrom === null) return '';
  return html`
<section aria-labelledby="openings"><h2 id="openings">${texts.openings}</h2>
${openings.map(
  ({ id, about, isInterested, dueOn }) => html`
<p>${texts.openingText(company, about.position)}</p>
<p><strong>${texts.whatIsNew}</strong>${about.whatIsNew}</p>
${about.url ? html`<p><a href="${about.url}" rel="noreferrer">${about.position}</a></p>` : ''}
${
  isInterested
    ? html`<p class="state">${texts.openingInterested(dueOn)}</p>`
    : html`<p>${texts.openingExplanation(company)}</p><div class="choices">${answerButton(path, 'opening.interested', id, texts.openingYes, 'main')}</div>`
}
<p>${texts.openingNotNow}</p>
<div class="row">${monthsToWait.map((months) => answerButton(path, 'opening.not_now', id, texts.openingAfter(months), '', months))}</div>
<div class="choices">${answerButton(path, 'opening.no_more', id, texts.openingNoMore)}</div>`,
)}
${
  openingsStopped
    ? html`<p class="state">${texts.openingsStopped}</p><form method="post" action="${path}"><input type="hidden" name="action" value="openings.resume"><button>${texts.openingsResume}</button></form>`
    : openingsFrom === null
      ? ''
      : html`<p class="state">${texts.openingsFrom(openingsFrom)}</p>`
}</section>`;
}

const answerButton = (
  path: string,
  action: OpeningDecision['action'],
  id: string,
  label: string,
  style = '',
  months: number | null = null,
): Html => html`
<form method="post" action="${path}"><input type="hidden" name="action" value="${action}"><input type="hidden" name="opening" value="${id}">${
  months === null ? '' : html`<input type="hidden" name="months" value="${months}">`
}<button class="${style}">${label}</button></form>`;
