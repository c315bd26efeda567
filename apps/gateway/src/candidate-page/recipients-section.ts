import { html } from 'hono/html';
import type { Html } from './layout.ts';
import type { PageModel } from './page-model.ts';
import { getPageTexts } from './page-texts.ts';

/** Which company received what and when (個人情報保護法 Art. 33(5)), each with what the person can still ask for. */
export function recipientsSection({ state, locale }: PageModel, toButton: (id: string) => Html | string): Html {
  const texts = getPageTexts(locale);
  return html`
<section aria-labelledby="recipients"><h2 id="recipients">${texts.recipients}</h2>
${state.recipients.length === 0 ? html`<p>${texts.noRecipients}</p>` : ''}
${state.recipients.map(
  ({ id, company, on, items, useStopped }) => html`
<p class="state">${texts.received(company, on)}</p><p>${texts.itemsAre(items.map((item) => texts.items[item]))}</p>
${useStopped ? html`<p>${texts.useStopped}</p>` : toButton(id)}`,
)}</section>`;
}
