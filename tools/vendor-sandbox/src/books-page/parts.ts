import { html } from 'hono/html';
import type { Html } from './layout.ts';

export const shownAtMost = 50;

export const badges = (labels: readonly string[]): Html =>
  html`${labels.map((label) => html`<span class="badge">${label}</span> `)}`;

/** The newest rows of a book under its title and count. */
export function book<T>(title: string, rows: readonly T[], item: (row: T) => Html): Html {
  const newest = rows.slice(-shownAtMost).reverse();
  const list = html`<ul class="list">${newest.map((row) => html`<li>${item(row)}</li>`)}</ul>`;
  return html`<h3>${title} <span class="note">${rows.length}件</span></h3>
${rows.length === 0 ? html`<p class="empty">まだありません</p>` : list}`;
}

export const texts = (lines: readonly string[]): Html | '' =>
  lines.length === 0 ? '' : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
