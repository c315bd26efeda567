import { createElement as h, type ReactElement, type ReactNode } from 'react';
import { Body, Button, Column, Container, Head, Heading, Html, Link, Row, render, Section, Text } from 'react-email';
import { getBullet } from './bullet.ts';
import type { Footer } from './footer.ts';
import type { Page, PageBlock, PageInline } from './layout.ts';
import { darkMode, styles } from './styles.ts';
import { webUrl } from './web-url.ts';

/** The HTML part: tables, inline styles, nothing loaded from anywhere. React escapes each word. */
export const renderHtml = (page: Page): Promise<string> => render(mail(page));

const mail = ({ locale, subject, preview, blocks, footer }: Page): ReactElement =>
  h(
    Html,
    { lang: locale },
    h(
      Head,
      null,
      h('title', null, subject),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('style', null, darkMode),
    ),
    h(
      Body,
      { style: styles.body, lang: locale },
      // Not the Preview component: it adds a second title to the document.
      preview === null ? null : h('div', { style: styles.preview }, preview),
      h(
        Section,
        { style: styles.page, className: 'page' },
        h(
          Container,
          { style: styles.container },
          h(
            Section,
            { style: styles.card, className: 'card' },
            ...blocks.map((block, nth) => htmlBlock(block, getBullet(locale), nth === 0)),
          ),
          h(Section, { style: styles.footer, className: 'foot' }, ...footerLines(footer)),
        ),
      ),
    ),
  );

function htmlBlock(block: PageBlock, bullet: string, isFirst: boolean): ReactNode {
  if (block.kind === 'paragraph') return h(Text, { style: styles.paragraph }, ...inlines(block.children));
  if (block.kind === 'heading') {
    // A part begins with a rule, but no rule stands at the top of the mail.
    const isPart = block.depth <= 2 && !isFirst;
    const look = isPart ? { style: styles.heading, className: 'rule' } : { style: styles.smallHeading };
    return h(Heading, { as: block.depth <= 2 ? 'h2' : 'h3', ...look }, ...inlines(block.children));
  }
  if (block.kind === 'button') {
    const props = { href: block.url, style: styles.button, className: 'button' };
    return h(Section, { style: styles.buttonRow }, h(Button, props, ...inlines(block.children)));
  }
  const rows =
    block.kind === 'list'
      ? block.items.map((item, nth) => listItem(inlines(item), numberOr(bullet, block.firstNumber, nth)))
      : block.items.map(({ title, url }) => listItem([renderTitle(title, url)], bullet));
  return h(Section, { style: styles.list }, ...rows);
}

const numberOr = (bullet: string, firstNumber: number | null, nth: number) =>
  firstNumber === null ? bullet : `${firstNumber + nth}.`;

const listItem = (children: ReactNode[], bullet: string): ReactElement =>
  h(
    Row,
    null,
    h(Column, { style: styles.bullet, className: 'soft' }, bullet),
    h(Column, { style: styles.item }, ...children),
  );

function renderTitle(title: string, url: string | null): ReactNode {
  const href = url ? webUrl(url) : null;
  return href === null ? title : link(href, title);
}

const inlines = (children: readonly PageInline[]): ReactNode[] => children.map(htmlInline);

function htmlInline(inline: PageInline): ReactNode {
  if (inline.kind === 'text') return inline.text;
  if (inline.kind === 'break') return h('br');
  if (inline.kind === 'link') return link(inline.url, ...inlines(inline.children));
  return h(inline.kind === 'strong' ? 'strong' : 'em', null, ...inlines(inline.children));
}

const link = (href: string, ...children: ReactNode[]) =>
  h(Link, { href, style: styles.link, className: 'link' }, ...children);

function footerLines({ lines, note }: Footer): ReactNode[] {
  const rows = lines.map(({ label, text, url }) =>
    h(
      Text,
      { style: styles.footerLine, className: 'soft' },
      label === null ? null : `${label}: `,
      url === null ? text : link(url, text),
    ),
  );
  return note === null ? rows : [...rows, h(Text, { style: styles.footerNote, className: 'soft' }, note)];
}
