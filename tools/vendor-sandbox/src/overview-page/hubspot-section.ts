import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import type { HubspotObject, HubspotStore, SubscriptionState } from '../hubspot/hubspot-store.ts';
import { renderTokyoTime } from './layout.ts';
import { renderBadges, renderLines, renderRows } from './parts.ts';

const stateLabels: Record<SubscriptionState, string> = {
  SUBSCRIBED: '配信登録',
  UNSUBSCRIBED: '配信停止',
  NOT_SPECIFIED: '未設定',
};

export function renderHubspotSection(store: HubspotStore): Html {
  const renderContact = (contact: HubspotObject) => {
    const { lastname, firstname, email } = contact.properties;
    const consents = store
      .subscriptions(email ?? '')
      .map(({ status, subscriptionId }) => `${subscriptionId} ${stateLabels[status]}`);
    const notes = store.objects('notes').filter((note) => note.contactIds.includes(contact.id));
    // HubSpot stores a note's body as HTML; the page shows its source.
    const noteBodies = notes.map((note) => note.properties.hs_note_body ?? '');
    return html`<strong>${[lastname, firstname].filter(Boolean).join(' ')}</strong> <span class="note">${email ?? ''}</span>
${renderBadges(consents)} ${renderTokyoTime(contact.updatedAt)}${renderLines(noteBodies)}`;
  };
  const rows = renderRows('コンタクト・同意・メモ', store.objects('contacts'), renderContact);
  return html`<section id="hubspot"><h2>HubSpot</h2>${rows}</section>`;
}
