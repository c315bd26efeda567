import { createElement as h, type ReactElement, type ReactNode } from 'react';
import { Body, Button, Column, Container, Head, Heading, Html, Link, Row, render, Section, Text } from 'react-email';
import { getBullet } from './bullet.ts';
import type { Footer } from './footer.ts';
import type { Page, PageBlock, PageInline } from './page.ts';
import { darkMode, styles } from './styles.ts';
import { webUrl } from './web-url.ts';

/** The HTML part: tables and inline styles, no external resources. React escapes all text. */
export const renderHtml = (page: Page): Promise<string> => render(createDocument(page));

const createDocument = ({ locale, subject, preview, blocks, footer }: Page): ReactElement =>
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
            ...blocks.map((block, index) => renderBlock(block, getBullet(locale), index === 0)),
          ),
          h(Section, { style: styles.footer, className: 'foot' }, ...renderFooter(footer)),
        ),
      ),
    ),
  );

function renderBlock(block: PageBlock, bullet: string, isFirst: boolean): ReactNode {
  if (block.kind === 'paragraph') return h(Text, { style: styles.paragraph }, ...renderInlines(block.children));
  if (block.kind === 'heading') {
    // A part begins with a rule, except at the top of the mail.
    const isPart = block.depth <= 2 && !isFirst;
    const props = isPart ? { style: styles.heading, className: 'rule' } : { style: styles.smallHeading };
    return h(Heading, { as: block.depth <= 2 ? 'h2' : 'h3', ...props }, ...renderInlines(block.children));
  }
  if (block.kind === 'button') {
    const props = { href: block.url, style: styles.button, className: 'button' };
    return h(Section, { style: styles.buttonRow }, h(Button, props, ...renderInlines(block.children)));
  }
  const rows =
    block.kind === 'list'
      ? block.items.map((item, index) =>
          renderListItem(renderInlines(item), getMarker(bullet, block.firstNumber, index)),
        )
      : block.items.map(({ title, url }) => renderListItem([renderTitle(title, url)], bullet));
  return h(Section, { style: styles.list }, ...rows);
}

const getMarker = (bullet: string, firstNumber: number | null, index: number) =>
  firstNumber === null ? bullet : `${firstNumber + index}.`;

const renderListItem = (children: ReactNode[], bullet: string): ReactElement =>
  h(
    Row,
    null,
    h(Column, { style: styles.bullet, className: 'soft' }, bullet),
    h(Column, { style: styles.item }, ...children),
  );

function renderTitle(title: string, url: string | null): ReactNode {
  const href = url ? webUrl(url) : null;
  return href === null ? title : renderLink(href, title);
}

const renderInlines = (children: readonly PageInline[]): ReactNode[] => children.map(renderInline);

function renderInline(inline: PageInline): ReactNode {
  if (inline.kind === 'text') return inline.text;
  if (inline.kind === 'break') return h('br');
  if (inline.kind === 'link') return renderLink(inline.url, ...renderInlines(inline.children));
  return h(inline.kind === 'strong' ? 'strong' : 'em', null, ...renderInlines(inline.children));
}

const renderLink = (href: string, ...children: ReactNode[]) =>
  h(Link, { href, style: styles.link, className: 'link' }, ...children);

function renderFooter({ lines, note }: Footer): ReactNode[] {
  const rows = lines.map(({ label, text, url }) =>
    h(
      Text,
      { style: styles.footerLine, className: 'soft' },
      label === null ? null : `${label}: `,
      url === null ? text : renderLink(url, text),
    ),
  );
  return note === null ? rows : [...rows, h(Text, { style: styles.footerNote, className: 'soft' }, note)];
}
