import { html } from 'hono/html';
import type { HubspotBooks, HubspotObject, SubscriptionState } from '../hubspot/hubspot-books.ts';
import { type Html, tokyoTimeTag } from './layout.ts';
import { badges, book, texts } from './parts.ts';

const states: Record<SubscriptionState, string> = {
  SUBSCRIBED: '配信登録',
  UNSUBSCRIBED: '配信停止',
  NOT_SPECIFIED: '未設定',
};
/** A note's body is HTML at HubSpot: shown here as its source. */
const bodyOf = (note: HubspotObject) => note.properties.hs_note_body ?? '';

export function hubspotSection(books: HubspotBooks): Html {
  const item = (one: HubspotObject) => {
    const { lastname, firstname, email } = one.properties;
    const consents = books
      .subscriptions(email ?? '')
      .map(({ status, subscriptionId }) => `${subscriptionId} ${states[status]}`);
    const notes = books.objects('notes').filter((note) => note.contactIds.includes(one.id));
    return html`<strong>${[lastname, firstname].filter(Boolean).join(' ')}</strong> <span class="note">${email ?? ''}</span>
${badges(consents)} ${tokyoTimeTag(one.updatedAt)}${texts(notes.map(bodyOf))}`;
  };
  return html`<section id="hubspot"><h2>HubSpot</h2>${book('コンタクト・同意・メモ', books.objects('contacts'), item)}</section>`;
}
