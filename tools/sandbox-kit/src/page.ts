import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** System fonts only, so nothing is downloaded; Japanese fonts first, so that Han characters take their Japanese form. */
const baseStyles = `
:root { color-scheme: light dark; --line: light-dark(#e3e1dc, #3a3936); --soft: light-dark(#6b6861, #a5a29a);
  --back: light-dark(#faf9f6, #191917); --card: light-dark(#fff, #222220); --ink: light-dark(#26241f, #ecebe6);
  --accent: light-dark(#1f5f4a, #7cc7ac); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); line-height: 1.6;
  font-family: "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", Meiryo, system-ui, sans-serif; }
.wrap { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; margin: .25rem 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
`;

/** An HTML page; `styles` are added to the common ones. `lang="ja"` gives Han characters their Japanese form. */
export const renderPage = (title: string, styles: string, body: Html): Html => html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(baseStyles + styles)}</style>
</head>
<body>${body}</body>
</html>`;
