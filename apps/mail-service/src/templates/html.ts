import type { Locale } from '@goen/contracts';
import { createElement as h, type ReactElement, type ReactNode } from 'react';
import { Body, Button, Column, Container, Head, Heading, Html, Link, Row, render, Section, Text } from 'react-email';
import { type Block, bulletOf, type MailContent, type TemplateInput } from './content.ts';
import type { Footer } from './footer.ts';
import { darkMode, styles } from './styles.ts';
import { webUrl } from './web-url.ts';

/** The HTML part: tables, inline styles, nothing loaded from anywhere. React escapes each variable. */
export async function htmlOf(input: TemplateInput, content: MailContent, footer: Footer): Promise<string> {
  return render(mail(input.locale, input.addressee.line, content, footer));
}

const mail = (locale: Locale, salutation: string, content: MailContent, footer: Footer): ReactElement =>
  h(
    Html,
    { lang: locale },
    h(
      Head,
      null,
      h('title', null, content.subject),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('style', null, darkMode),
    ),
    h(
      Body,
      { style: styles.body, lang: locale },
      // Not the Preview component: it adds a second title to the document.
      h('div', { style: styles.preview }, content.preview),
      h(
        Section,
        { style: styles.page, className: 'page' },
        h(
          Container,
          { style: styles.container },
          h(
            Section,
            { style: styles.card, className: 'card' },
            h(Text, { style: styles.paragraph }, salutation),
            ...content.blocks.map((block) => htmlBlock(block, bulletOf(locale))),
          ),
          h(Section, { style: styles.footer, className: 'foot' }, ...footerLines(footer)),
        ),
      ),
    ),
  );

function htmlBlock(block: Block, bullet: string): ReactNode {
  if (block.kind === 'paragraph') return h(Text, { style: styles.paragraph }, block.text);
  if (block.kind === 'heading') return h(Heading, { as: 'h2', style: styles.heading, className: 'rule' }, block.text);
  if (block.kind === 'list') {
    return h(Section, { style: styles.list }, ...block.items.map((item) => listItem(item, bullet)));
  }
  const props = { href: block.url, style: styles.button, className: 'button' };
  return h(Section, { style: styles.buttonRow }, h(Button, props, block.label));
}

function listItem({ text, url }: { text: string; url?: string | null }, bullet: string): ReactElement {
  const href = url ? webUrl(url) : null;
  return h(
    Row,
    null,
    h(Column, { style: styles.bullet }, bullet),
    h(Column, { style: styles.item }, href === null ? text : link(href, text)),
  );
}

const link = (href: string, text: string) => h(Link, { href, style: styles.link, className: 'link' }, text);

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
