import { getBullet } from './bullet.ts';
import type { Page, PageBlock, PageInline } from './page.ts';
import { webUrl } from './web-url.ts';

/** The text part. Not wrapped: mail clients wrap Japanese better than a column count does. */
export function renderText({ locale, blocks, footer }: Page): string {
  const lines = footer.lines.map(({ label, text, url }) => {
    const visible = url === null || url.startsWith('mailto:') ? text : url;
    return label === null ? text : `${label}: ${visible}`;
  });
  const end = ['-- ', ...lines, ...(footer.note === null ? [] : ['', footer.note])].join('\n');
  return `${[...blocks.map((block) => renderBlock(block, getBullet(locale))), end].join('\n\n')}\n`;
}

function renderBlock(block: PageBlock, bullet: string): string {
  if (block.kind === 'paragraph') return renderInlines(block.children);
  if (block.kind === 'heading') return `■ ${renderInlines(block.children)}`;
  if (block.kind === 'button') return `${renderInlines(block.children)}:\n${block.url}`;
  if (block.kind === 'links') {
    return block.items.map(({ title, url }) => [`${bullet}${title}`, ...renderUrl(url)].join('\n  ')).join('\n');
  }
  const { firstNumber, items } = block;
  return items
    .map(
      (item, index) =>
        `${firstNumber === null ? bullet : `${firstNumber + index}. `}${renderInlines(item).replaceAll('\n', '\n  ')}`,
    )
    .join('\n');
}

function renderUrl(url: string | null): string[] {
  const href = url ? webUrl(url) : null;
  return href === null ? [] : [href];
}

const renderInlines = (inlines: readonly PageInline[]): string => inlines.map(renderInline).join('');

/** A link's URL follows its text in angle brackets (RFC 3986, appendix C), unless the text is the URL. */
function renderInline(inline: PageInline): string {
  if (inline.kind === 'text') return inline.text;
  if (inline.kind === 'break') return '\n';
  const text = renderInlines(inline.children);
  if (inline.kind !== 'link') return text;
  const address = inline.url.replace(/^mailto:/, '');
  return text === address ? text : `${text} <${address}>`;
}
