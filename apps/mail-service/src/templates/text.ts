import { type Block, bulletOf, type MailContent, type TemplateInput } from './content.ts';
import type { Footer } from './footer.ts';
import { webUrl } from './web-url.ts';

/** The text part: no wrapping, for a client wraps Japanese better than a column count does. */
export function textOf({ addressee, locale }: TemplateInput, content: MailContent, footer: Footer): string {
  const lines = footer.lines.map(({ label, text, url }) => {
    const shown = url === null || url.startsWith('mailto:') ? text : url;
    return label === null ? text : `${label}: ${shown}`;
  });
  const end = ['-- ', ...lines, ...(footer.note === null ? [] : ['', footer.note])].join('\n');
  const blocks = content.blocks.map((block) => textBlock(block, bulletOf(locale)));
  return `${[addressee.line, ...blocks, end].join('\n\n')}\n`;
}

function textBlock(block: Block, bullet: string): string {
  if (block.kind === 'paragraph') return block.text;
  if (block.kind === 'heading') return `■ ${block.text}`;
  if (block.kind === 'button') return `${block.label}:\n${block.url}`;
  const item = ({ text, url }: { text: string; url?: string | null }) => {
    const shown = url ? webUrl(url) : null;
    return shown === null ? `${bullet}${text}` : `${bullet}${text}\n  ${shown}`;
  };
  return block.items.map(item).join('\n');
}
