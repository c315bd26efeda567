import { describeConditions } from '@goen/contracts/internal';
import { dropRepeatedStop } from '@goen/contracts/text';
import type { Block, Inline, LinkTarget } from '../wordings/blocks.ts';
import { endOfValue, markVariable, replaceMarks, stripMarks } from '../wordings/expand-tokens.ts';
import type { Wording } from '../wordings/read-wording.ts';
import type { Conditions } from '../wordings/variables.ts';
import { buildFooter } from './footer.ts';
import { renderHtml } from './html.ts';
import type { MailInput } from './mail-input.ts';
import { oneLine } from './one-line.ts';
import type { Page, PageBlock, PageInline } from './page.ts';
import { type Segments, toSegments } from './segments.ts';
import { renderText } from './text.ts';
import { type SharedVariable, toSharedValues } from './values.ts';
import { webUrl } from './web-url.ts';

/** A wording to lay out; `version` names its exact text. */
export type VersionedWording = Wording & {
  readonly version: string;
  resolvePreview?(conditions: Conditions): string;
};

/** Everything that mails of the same wording, sender and conditions share: the mail without one person's values. */
export type Layout = { readonly subject: Segments; readonly html: Segments; readonly text: Segments };

export async function createLayout(
  wording: VersionedWording,
  input: MailInput,
  conditions: Conditions,
): Promise<Layout> {
  const shared = toSharedValues(input);
  const page: Page = {
    locale: input.locale,
    subject: fillShared(wording.resolveSubject(conditions), shared).trim(),
    preview: wording.resolvePreview ? fillShared(wording.resolvePreview(conditions), shared) : null,
    blocks: wording.resolveBody(conditions).flatMap((block) => toPageBlocks(block, input, shared)),
    footer: buildFooter(input),
  };
  return {
    subject: finish(page.subject),
    html: finish(await renderHtml(page)),
    text: finish(renderText(page)),
  };
}

const finish = (text: string): Segments => toSegments(removeDirectionMarks(removeRepeatedStops(text)));

const markEnd = (value: string): string => (/[.。]$/u.test(value) ? value + endOfValue : value);
const removeRepeatedStops = (text: string): string =>
  text.split(endOfValue).reduce((done, next) => done + dropRepeatedStop(done, next));

/** A wording may carry them from where it was copied: they can turn a subject around. */
const removeDirectionMarks = (text: string): string => text.replaceAll(/\p{Bidi_Control}/gu, '');

type SharedValues = Readonly<Record<SharedVariable, string>>;

/** Fills in shared values; the marks of one person's values stay. */
const fillShared = (marked: string, shared: SharedValues): string => {
  const isShared = (name: string): name is SharedVariable => Object.hasOwn(shared, name);
  return replaceMarks(marked, (name) => (isShared(name) ? markEnd(stripMarks(shared[name])) : null));
};

function toPageBlocks(block: Block, input: MailInput, shared: SharedValues): PageBlock[] {
  const { variables } = input;
  if (block.kind === 'list') {
    return [{ ...block, items: block.items.map((item) => toPageInlines(item, shared)) }];
  }
  if (block.kind === 'positions') {
    const items = variables.positions.map(({ title, url }) => ({ title: oneLine(title), url }));
    return items.length === 0 ? [] : [{ kind: 'links', items }];
  }
  if (block.kind === 'conditions') return listConditionLines(input);
  const children = toPageInlines(block.children, shared);
  if (block.kind === 'button') return [{ kind: 'button', url: toUrl(block.target), children }];
  return children.length === 0 ? [] : [{ ...block, children }];
}

/** The working conditions, each behind its label; a page that states them is a link. */
function listConditionLines({ variables, locale }: MailInput): PageBlock[] {
  const conditions = variables.introduction?.conditions;
  if (!conditions) return [];
  const colon = locale === 'ja' ? '：' : ': ';
  const clean = (text: string) => removeDirectionMarks(stripMarks(oneLine(text)));
  const items = describeConditions(conditions, locale).map(({ label, text, url }): PageInline[] => {
    const href = url === null ? null : webUrl(url);
    const value: PageInline = { kind: 'text', text: clean(text) };
    return [
      { kind: 'strong', children: [{ kind: 'text', text: `${label}${colon}` }] },
      href === null ? value : { kind: 'link', url: href, children: [value] },
    ];
  });
  return [{ kind: 'list', firstNumber: null, items }];
}

/** Adjacent texts are merged, since React puts a comment between two of them. */
const toPageInlines = (inlines: readonly Inline[], shared: SharedValues): PageInline[] =>
  inlines.reduce<PageInline[]>((done, inline) => {
    const next = toPageInline(inline, shared);
    const last = done.at(-1);
    const isAdjacentText = next.kind === 'text' && last?.kind === 'text';
    return isAdjacentText ? [...done.slice(0, -1), { kind: 'text', text: last.text + next.text }] : [...done, next];
  }, []);

function toPageInline(inline: Inline, shared: SharedValues): PageInline {
  if (inline.kind === 'variable') {
    return { kind: 'text', text: fillShared(markVariable(inline.name), shared) };
  }
  if (inline.kind === 'link') {
    return { kind: 'link', url: toUrl(inline.target), children: toPageInlines(inline.children, shared) };
  }
  if (inline.kind === 'strong' || inline.kind === 'emphasis') {
    return { kind: inline.kind, children: toPageInlines(inline.children, shared) };
  }
  return inline;
}

const toUrl = (target: LinkTarget): string => ('url' in target ? target.url : markVariable(target.variable));
