import type { SenderIdentity } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { html } from 'hono/html';
import type { ConsentContext } from '../consent-context.ts';
import { renderConsentText } from '../consent-texts.ts';
import { type Html, layout } from '../layout.ts';
import { getPageTexts } from '../page-texts.ts';
import { type FormValues, listPrefectures, type RegistrationField, registrationLimits } from './registration-form.ts';
import { getRegistrationTexts, type RegistrationTexts } from './registration-texts.ts';
import type { SealedRegistration } from './sealed-registration.ts';

/** The company whose template led here, and who runs the page. */
export type RegistrationPage = {
  readonly company: string;
  readonly sender: SenderIdentity;
  readonly licence: { readonly kind: string; readonly number: string } | null;
  readonly operator: string;
  /** What the consent text names. */
  readonly consent: ConsentContext;
  readonly locale: Locale;
  readonly path: string;
};

const header = ({ company, locale, path }: RegistrationPage, heading: string): Html => {
  const other = locale === 'ja' ? 'en' : 'ja';
  return html`
<div><p class="soft">${company}</p><h1>${heading}</h1></div>
<a href="${path.replace(`lang=${locale}`, `lang=${other}`)}" lang="${other}">${getRegistrationTexts(locale).otherLanguage}</a>`;
};

export function formView(page: RegistrationPage, values: FormValues, faults: readonly RegistrationField[]): Html {
  const { company, locale, path } = page;
  const texts = getRegistrationTexts(locale);
  const title = faults.length > 0 ? `${texts.faultHeading} – ${texts.title(company)}` : texts.title(company);
  const input = (name: keyof RegistrationTexts['fields'], type: string, max: number, autocomplete: string) =>
    field(
      texts,
      name,
      faults,
      html`<input id="${name}" name="${name}" type="${type}" maxlength="${max}" autocomplete="${autocomplete}" value="${values[name] ?? ''}"${describe(texts, name, faults)}${name === 'family_name' || name === 'email' ? html` required` : ''}>`,
    );
  return layout(
    locale,
    title,
    header(page, texts.heading),
    html`
<p>${texts.lead(company)}</p>
<section aria-labelledby="seen"><h2 id="seen">${texts.seenHeading}</h2><ul>${texts.seen(company).map((line) => html`<li>${line}</li>`)}</ul></section>
${faults.length > 0 ? html`<div role="alert"><p class="note">${texts.faultHeading}</p></div>` : ''}
<section aria-labelledby="form"><h2 id="form">${texts.formHeading}</h2>
<form method="post" action="${path}" novalidate>
<input type="hidden" name="a" value="${values.a ?? ''}">
${input('family_name', 'text', registrationLimits.name, 'family-name')}
${input('given_name', 'text', registrationLimits.name, 'given-name')}
${input('email', 'email', registrationLimits.email, 'email')}
${input('job', 'text', registrationLimits.job, 'off')}
${field(
  texts,
  'prefecture',
  faults,
  html`<select id="prefecture" name="prefecture" autocomplete="address-level1"><option value="">${texts.noPrefecture}</option>${listPrefectures().map((prefecture) => html`<option value="${prefecture.ja}"${values.prefecture === prefecture.ja ? html` selected` : ''}>${prefecture[locale]}</option>`)}</select>`,
)}
${input('skills', 'text', registrationLimits.skills, 'off')}
<p><button class="main">${texts.submit}</button></p></form></section>
${senderSection(page)}`,
  );
}

const hintsOf = (texts: RegistrationTexts): Partial<Record<RegistrationField, string>> => texts.hints;

const describe = (texts: RegistrationTexts, name: RegistrationField, faults: readonly RegistrationField[]) => {
  const isFaulty = faults.includes(name);
  const ids = [...(hintsOf(texts)[name] ? [`${name}-hint`] : []), ...(isFaulty ? [`${name}-fault`] : [])];
  return html`${ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : ''}${isFaulty ? html` aria-invalid="true"` : ''}`;
};

const field = (
  texts: RegistrationTexts,
  name: RegistrationField,
  faults: readonly RegistrationField[],
  control: Html,
): Html => {
  const need = name === 'family_name' || name === 'email' ? texts.required : texts.optional;
  const hint = hintsOf(texts)[name];
  return html`<p class="field"><label for="${name}">${texts.fields[name]} <span class="soft">${need}</span></label>${control}${hint ? html`<span class="soft" id="${name}-hint">${hint}</span>` : ''}${faults.includes(name) ? html`<strong class="fault" id="${name}-fault">${texts.faults[name]}</strong>` : ''}</p>`;
};

/** What will be registered, and the consent that registering gives. */
export function confirmationView(page: RegistrationPage, given: SealedRegistration): Html {
  const { company, locale, path } = page;
  const texts = getRegistrationTexts(locale);
  const name = [given.familyName, given.givenName].filter(Boolean).join(' ');
  const rows = [
    [`${texts.fields.family_name} ${texts.fields.given_name}`, name],
    [texts.fields.email, given.email],
    [texts.fields.job, given.jobName],
    [texts.fields.prefecture, given.prefecture],
    [texts.fields.skills, given.skills.join(locale === 'ja' ? '、' : ', ')],
  ] as const;
  return layout(
    locale,
    texts.title(company),
    header(page, texts.confirmHeading),
    html`
${given.isTest ? html`<p class="note">${texts.testNote}</p>` : ''}
<section><p>${texts.confirmLead}</p><dl>${rows.map(([label, value]) => html`<dt>${label}</dt><dd>${value || texts.none}</dd>`)}</dl>
<ul>${texts
      .seen(company)
      .slice(0, 2)
      .map((line) => html`<li>${line}</li>`)}</ul></section>
<section aria-labelledby="consent"><h2 id="consent">${texts.consentHeading}</h2>
${renderConsentText('relay', locale, page.consent).paragraphs.map((text) => html`<p>${text}</p>`)}
<form method="post" action="${path}"><input type="hidden" name="action" value="register"><button class="main">${texts.register}</button></form>
<p class="soft">${texts.notRegister}</p></section>
${senderSection(page)}`,
  );
}

/** The link was used before: it leads to the person's own page. */
export const againView = (page: RegistrationPage): Html => {
  const texts = getRegistrationTexts(page.locale);
  return layout(
    page.locale,
    texts.title(page.company),
    header(page, texts.againHeading),
    html`<section><p>${texts.again}</p><form method="post" action="${page.path}"><input type="hidden" name="action" value="register"><button class="main">${texts.openPage}</button></form></section>`,
  );
};

export const noticeView = (page: RegistrationPage, heading: string, paragraphs: readonly string[]): Html =>
  layout(
    page.locale,
    `${heading} – ${getRegistrationTexts(page.locale).title(page.company)}`,
    header(page, heading),
    html`<section role="status">${paragraphs.map((text) => html`<p>${text}</p>`)}</section>${senderSection(page)}`,
  );

function senderSection({ locale, operator, sender, licence }: RegistrationPage): Html {
  const texts = getPageTexts(locale);
  return html`
<section aria-labelledby="sender"><h2 id="sender">${texts.sender}</h2>
<dl><dt>${texts.from}</dt><dd>${sender.name}<br>${sender.postalAddress}</dd>
<dt>${texts.contact}</dt><dd>${sender.contact}</dd>
<dt>${texts.operator}</dt><dd>${operator}${licence ? html`<br>${texts.licence(licence.kind, licence.number)}` : ''}</dd></dl></section>`;
}
