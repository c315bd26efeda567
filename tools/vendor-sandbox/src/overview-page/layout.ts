import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { toTokyoTime } from '../shared/tokyo-time.ts';
import { styles } from './styles.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export const renderLayout = (title: string, body: Html): Html => html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${styles}</style>
</head>
<body>${body}</body>
</html>`;

export const renderTokyoTime = (instant: string): Html =>
  html`<time datetime="${instant}" title="日本時間">${toTokyoTime(instant).slice(0, 16).replace('T', ' ')}</time>`;
