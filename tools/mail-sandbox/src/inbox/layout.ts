import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { styles } from './styles.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export const layout = (title: string, body: Html): Html => html`<!doctype html>
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

/** The times of a sandbox are read beside sending hours, which are Tokyo's. */
export const tokyoTime = (isoTime: string) =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Tokyo' }).format(
    new Date(isoTime),
  );

export const tokyoTimeTag = (isoTime: string): Html =>
  html`<time datetime="${isoTime}" title="Asia/Tokyo">${tokyoTime(isoTime)}</time>`;
