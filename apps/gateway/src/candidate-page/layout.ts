import { createHash } from 'node:crypto';
import type { Locale } from '@goen/contracts/public';
import { html, raw } from 'hono/html';
import { styles } from './styles.ts';

export type Html = ReturnType<typeof html>;

const styleHash = createHash('sha256').update(styles).digest('base64');

/** No caching, framing, referrers or external content: the URL of the page is the person's secret. */
export const pageHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
};

export const layout = (locale: Locale, title: string, header: Html, body: Html): Html => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(styles)}</style>
</head>
<body>
<header>${header}</header>
<main>${body}</main>
</body>
</html>`;
