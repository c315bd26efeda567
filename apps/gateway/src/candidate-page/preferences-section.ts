import { toTagLabel } from '@goen/case-domain/tags';
import { mailFrequencies } from '@goen/contracts/workflow';
import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { nameCompany } from './page-state.ts';
import { getPreferencesTexts } from './preferences-texts.ts';

/** How often, what about, and which job categories: one form, saved as a whole. */
export function preferencesSection({ state, locale, path }: PageModel): Html {
  const texts = getPreferencesTexts(locale);
  const { frequency, jobCategories, onlyOpenings } = state.preferences;
  const check = (isChosen: boolean) => (isChosen ? 'checked' : '');
  return html`
<section aria-labelledby="preferences"><h2 id="preferences">${texts.heading}</h2>
<p>${texts.lead(nameCompany(state, locale))}</p>
<form method="post" action="${path}"><input type="hidden" name="action" value="preferences">
<fieldset><legend>${texts.frequency}</legend>
${mailFrequencies.map(
  (option) =>
    html`<label><input type="radio" name="frequency" value="${option}" ${check(option === frequency)}> ${texts.frequencies[option]}</label>`,
)}</fieldset>
<fieldset><legend>${texts.content}</legend>
<label><input type="checkbox" name="only_openings" value="yes" ${check(onlyOpenings)}> ${texts.onlyOpenings}</label></fieldset>
${
  state.offeredCategories.length === 0
    ? ''
    : html`<fieldset><legend>${texts.categories}</legend>
${state.offeredCategories.map(
  (category, index) =>
    html`<label><input type="checkbox" name="category.${index}" value="${category}" ${check(jobCategories.includes(category))}> ${toTagLabel(category, locale)}</label>`,
)}</fieldset>`
}
<button class="main">${texts.save}</button></form></section>`;
}
