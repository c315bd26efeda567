import { getBullet } from './bullet.ts';
import type { Page, PageBlock, PageInline } from './layout.ts';
import { webUrl } from './web-url.ts';

/** The text part: no wrapping, for a client wraps Japanese better than a column count does. */
export function textOf({ locale, blocks, footer }: Page): string {
  const lines = footer.lines.map(({ label, text, url }) => {
    const shown = url === null || url.startsWith('mailto:') ? text : url;
    return label === null ? text : `${label}: ${shown}`;
  });
  const end = ['-- ', ...lines, ...(footer.note === null ? [] : ['', footer.note])].join('\n');
  return `${[...blocks.map((block) => textBlock(block, getBullet(locale))), end].join('\n\n')}\n`;
}

function textBlock(block: PageBlock, bullet: string): string {
  if (block.kind === 'paragraph') return words(block.children);
  if (block.kind === 'heading') return `■ ${words(block.children)}`;
  if (block.kind === 'button') return `${words(block.children)}:\n${block.url}`;
  if (block.kind === 'links') {
    return block.items.map(({ title, url }) => [`${bullet}${title}`, ...shownBelow(url)].join('\n  ')).join('\n');
  }
  const { firstNumber, items } = block;
  return items
    .map(
      (item, nth) =>
        `${firstNumber === null ? bullet : `${firstNumber + nth}. `}${words(item).replaceAll('\n', '\n  ')}`,
    )
    .join('\n');
}

function shownBelow(url: string | null): string[] {
  const shown = url ? webUrl(url) : null;
  return shown === null ? [] : [shown];
}

const words = (inlines: readonly PageInline[]): string => inlines.map(wordsOf).join('');

/** A link's address is told once, in the brackets of RFC 3986, appendix C. */
function wordsOf(inline: PageInline): string {
  if (inline.kind === 'text') return inline.text;
  if (inline.kind === 'break') return '\n';
  const inside = words(inline.children);
  if (inline.kind !== 'link') return inside;
  const address = inline.url.replace(/^mailto:/, '');
  return inside === address ? inside : `${inside} <${address}>`;
}
