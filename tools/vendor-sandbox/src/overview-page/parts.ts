import type { Html } from '@goen/sandbox-kit';
import { html } from 'hono/html';

export const maxShownRows = 50;

export const renderBadges = (labels: readonly string[]): Html =>
  html`${labels.map((label) => html`<span class="badge">${label}</span> `)}`;

/** The newest rows, under a title with the count of all rows. */
export function renderRows<T>(title: string, rows: readonly T[], renderRow: (row: T) => Html): Html {
  const newest = rows.slice(-maxShownRows).reverse();
  const list = html`<ul class="list">${newest.map((row) => html`<li>${renderRow(row)}</li>`)}</ul>`;
  return html`<h3>${title} <span class="note">${rows.length}件</span></h3>
${rows.length === 0 ? html`<p class="empty">まだありません</p>` : list}`;
}

export const renderLines = (lines: readonly string[]): Html | '' =>
  lines.length === 0 ? '' : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
