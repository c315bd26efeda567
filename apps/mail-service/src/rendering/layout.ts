import type { Block, Inline, Target } from '../wordings/blocks.ts';
import { markVariable, replaceMarks, stripMarks } from '../wordings/expand-tokens.ts';
import type { Wording } from '../wordings/read-wording.ts';
import type { Conditions } from '../wordings/variables.ts';
import { buildFooter, type Footer } from './footer.ts';
import { renderHtml } from './html.ts';
import type { MailInput } from './mail-input.ts';
import { oneLine } from './one-line.ts';
import { type Segments, toSegments } from './segments.ts';
import { textOf } from './text.ts';
import { type SharedVariable, toSharedValues } from './values.ts';

/** A wording to lay out; `version` names its exact words. */
export type VersionedWording = Wording & {
  readonly version: string;
  resolvePreview?(conditions: Conditions): string;
};

/** All that mails of the same words, sender and conditions share: the whole mail but the values of one person. */
export type Layout = { readonly subject: Segments; readonly html: Segments; readonly text: Segments };

/** What the two parts of a mail are made from: words, with marks where a person's values will stand. */
export type Page = {
  readonly locale: MailInput['locale'];
  readonly subject: string;
  readonly preview: string | null;
  readonly blocks: readonly PageBlock[];
  readonly footer: Footer;
};
export type PageInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong'; readonly children: readonly PageInline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly PageInline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly PageInline[] };
export type PageBlock =
  | { readonly kind: 'paragraph'; readonly children: readonly PageInline[] }
  | { readonly kind: 'heading'; readonly depth: number; readonly children: readonly PageInline[] }
  | { readonly kind: 'list'; readonly firstNumber: number | null; readonly items: readonly (readonly PageInline[])[] }
  | { readonly kind: 'button'; readonly url: string; readonly children: readonly PageInline[] }
  | { readonly kind: 'links'; readonly items: readonly { title: string; url: string | null }[] };

export async function createLayout(
  wording: VersionedWording,
  input: MailInput,
  conditions: Conditions,
): Promise<Layout> {
  const shared = toSharedValues(input);
  const words = (marked: string) => withShared(marked, shared);
  const page: Page = {
    locale: input.locale,
    subject: words(wording.resolveSubject(conditions)).trim(),
    preview: wording.resolvePreview ? words(wording.resolvePreview(conditions)) : null,
    blocks: wording.resolveBody(conditions).flatMap((block) => pageBlock(block, input, shared)),
    footer: buildFooter(input),
  };
  return {
    subject: toSegments(page.subject),
    html: toSegments(await renderHtml(page)),
    text: toSegments(textOf(page)),
  };
}

type Shared = Readonly<Record<SharedVariable, string>>;

/** Fills in what is shared; marks of a person's values stay. */
const withShared = (marked: string, shared: Shared): string => {
  const isShared = (name: string): name is SharedVariable => Object.hasOwn(shared, name);
  return replaceMarks(marked, (name) => (isShared(name) ? stripMarks(shared[name]) : null));
};

function pageBlock(block: Block, { variables }: MailInput, shared: Shared): PageBlock[] {
  if (block.kind === 'list') {
    return [{ ...block, items: block.items.map((item) => pageInlines(item, shared)) }];
  }
  if (block.kind === 'positions') {
    const items = variables.positions.map(({ title, url }) => ({ title: oneLine(title), url }));
    return items.length === 0 ? [] : [{ kind: 'links', items }];
  }
  const children = pageInlines(block.children, shared);
  if (block.kind === 'button') return [{ kind: 'button', url: toUrl(block.target), children }];
  return children.length === 0 ? [] : [{ ...block, children }];
}

/** Words that follow each other become one text, as React sets a comment between two. */
const pageInlines = (inlines: readonly Inline[], shared: Shared): PageInline[] =>
  inlines.reduce<PageInline[]>((done, inline) => {
    const made = pageInline(inline, shared);
    const last = done.at(-1);
    const isOneText = made.kind === 'text' && last?.kind === 'text';
    return isOneText ? [...done.slice(0, -1), { kind: 'text', text: last.text + made.text }] : [...done, made];
  }, []);

function pageInline(inline: Inline, shared: Shared): PageInline {
  if (inline.kind === 'variable') {
    return { kind: 'text', text: withShared(markVariable(inline.name), shared) };
  }
  if (inline.kind === 'link') {
    return { kind: 'link', url: toUrl(inline.target), children: pageInlines(inline.children, shared) };
  }
  if (inline.kind === 'strong' || inline.kind === 'emphasis') {
    return { kind: inline.kind, children: pageInlines(inline.children, shared) };
  }
  return inline;
}

const toUrl = (target: Target): string => ('url' in target ? target.url : markVariable(target.variable));
