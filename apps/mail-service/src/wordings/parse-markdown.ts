import { fromMarkdown } from 'mdast-util-from-markdown';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { webUrl } from '../rendering/web-url.ts';
import type { Block, Inline, Target } from './blocks.ts';
import { markPattern } from './expand-tokens.ts';
import type { Fault, FaultCode } from './fault.ts';
import { isUrlVariable, type VariableName, variableNames } from './variables.ts';

/** The nodes of mdast, as the parser types them. */
type RootContent = ReturnType<typeof fromMarkdown>['children'][number];
type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number];
type ListItem = Extract<RootContent, { type: 'list' }>['children'][number];
type Nodes = RootContent | PhrasingContent | ListItem;

type Report = (node: Nodes, code: FaultCode, detail: string) => void;
type Parsed = { blocks: Block[]; faults: Fault[] };

/**
 * CommonMark, of which paragraphs, headings, lists of one level, emphasis and links are allowed. A line end inside a
 * paragraph is kept. Emphasis beside Japanese punctuation works as its writer means it. Offsets are of `text`.
 */
export function parseMarkdown(text: string): Parsed {
  const faults: Fault[] = [];
  const report: Report = (node, code, detail) =>
    void faults.push({ code, detail, offset: node.position?.start.offset ?? 0 });
  const { children } = fromMarkdown(text, { extensions: [cjkFriendlyExtension()] });
  return { blocks: children.flatMap((node) => toBlocks(node, report)), faults };
}

function toBlocks(node: RootContent, report: Report): Block[] {
  if (node.type === 'paragraph') return [toParagraph(node.children, report)];
  if (node.type === 'heading')
    return [{ kind: 'heading', depth: node.depth, children: toInlines(node.children, report) }];
  if (node.type === 'list') {
    const items = node.children.map((item) => toListItem(item, report));
    return [{ kind: 'list', firstNumber: node.ordered ? (node.start ?? 1) : null, items }];
  }
  refuse(node, report);
  return [];
}

function refuse(node: Nodes, report: Report): void {
  if (node.type === 'html') return report(node, 'html_not_allowed', 'HTML can’t be used; write < as \\<');
  const detail = 'only paragraphs, headings, lists of one level, emphasis and links can be used';
  report(node, 'markup_not_allowed', detail);
}

/** The list of positions, or a link alone, is what the whole paragraph is. */
function toParagraph(nodes: readonly PhrasingContent[], report: Report): Block {
  const [only, ...more] = nodes;
  if (only?.type === 'text' && more.length === 0 && only.value.split(markPattern).join('|') === '|positions|') {
    return { kind: 'positions' };
  }
  const children = toInlines(nodes, report);
  const [first] = children;
  const isLinkAlone = only?.type === 'link' && more.length === 0 && first?.kind === 'link';
  return isLinkAlone ? { ...first, kind: 'button' } : { kind: 'paragraph', children };
}

function toListItem(item: ListItem, report: Report): Inline[] {
  const paragraphs = item.children.map((node) => {
    if (node.type === 'paragraph') return toInlines(node.children, report);
    refuse(node, report);
    return [];
  });
  return paragraphs.flatMap((inlines, nth) => (nth === 0 ? inlines : [{ kind: 'break' as const }, ...inlines]));
}

const toInlines = (nodes: readonly PhrasingContent[], report: Report): Inline[] =>
  nodes.flatMap((node) => toInline(node, report));

function toInline(node: PhrasingContent, report: Report): Inline[] {
  if (node.type === 'text') return wordsOf(node.value, (name) => reportListInLine(node, name, report));
  if (node.type === 'break') return [{ kind: 'break' }];
  if (node.type === 'strong' || node.type === 'emphasis') {
    return [{ kind: node.type, children: toInlines(node.children, report) }];
  }
  if (node.type === 'link') {
    const target = toLinkTarget(node.url);
    if (target) return [{ kind: 'link', target, children: toInlines(node.children, report) }];
    const detail = 'a link must lead to an http, https or mailto address, or be {{pageUrl}} or {{unsubscribeUrl}}';
    report(node, 'link_not_allowed', detail);
    return [];
  }
  refuse(node, report);
  return [];
}

function reportListInLine(node: Nodes, name: VariableName, report: Report): void {
  if (name === 'positions')
    report(node, 'variable_not_allowed_here', '{{positions}} must stand alone in its paragraph');
}

function wordsOf(text: string, onVariable: (name: VariableName) => void): Inline[] {
  return text.split(markPattern).flatMap((part, nth): Inline[] => {
    if (nth % 2 === 0) return splitLines(part);
    const name = variableNames.find((one) => one === part);
    if (name === undefined) return [];
    onVariable(name);
    return [
      isUrlVariable(name)
        ? { kind: 'link', target: { variable: name }, children: [{ kind: 'variable', name }] }
        : { kind: 'variable', name },
    ];
  });
}

const splitLines = (text: string): Inline[] =>
  text.split(/\r\n|\r|\n/).flatMap((line, nth): Inline[] => {
    const words: Inline[] = line === '' ? [] : [{ kind: 'text', text: line }];
    return nth === 0 ? words : [{ kind: 'break' }, ...words];
  });

function toLinkTarget(url: string): Target | null {
  const [before, name, after] = url.split(markPattern);
  const variable = variableNames.find((one) => one === name);
  if (variable !== undefined) {
    return before === '' && after === '' && isUrlVariable(variable) ? { variable } : null;
  }
  if (/^mailto:[^\s@<>?]+@[^\s@<>?]+$/.test(url)) return { url };
  const web = webUrl(url);
  return web === null ? null : { url: web };
}
