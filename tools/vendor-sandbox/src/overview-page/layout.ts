import { type Html, renderPage } from '@goen/sandbox-kit';
import { html } from 'hono/html';
import { toTokyoTime } from '../shared/tokyo-time.ts';
import { styles } from './styles.ts';

export const renderLayout = (title: string, body: Html): Html => renderPage(title, styles, body);

export const renderTokyoTime = (instant: string): Html =>
  html`<time datetime="${instant}" title="日本時間">${toTokyoTime(instant).slice(0, 16).replace('T', ' ')}</time>`;
