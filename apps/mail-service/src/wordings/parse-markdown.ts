import { fromMarkdown } from 'mdast-util-from-markdown';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { webUrl } from '../rendering/web-url.ts';
import type { Block, Inline, LinkTarget } from './blocks.ts';
import { markPattern } from './expand-tokens.ts';
import type { Fault, FaultCode } from './fault.ts';
import { isUrlVariable, listNames, type VariableName, variableNames } from './variables.ts';

/** mdast nodes, as the parser types them. */
type RootContent = ReturnType<typeof fromMarkdown>['children'][number];
type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number];
type ListItem = Extract<RootContent, { type: 'list' }>['children'][number];
type Nodes = RootContent | PhrasingContent | ListItem;

type Report = (node: Nodes, code: FaultCode, detail: string) => void;
type ParsedMarkdown = { blocks: Block[]; faults: Fault[] };

/**
 * Parses CommonMark, of which paragraphs, headings, lists of one level, emphasis and links are allowed. Line breaks
 * inside a paragraph are kept. Emphasis next to Japanese punctuation works as intended. Offsets refer to `text`.
 */
export function parseMarkdown(text: string): ParsedMarkdown {
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

/** A paragraph that is only one of the lists, or only a link, becomes a block of its own. */
function toParagraph(nodes: readonly PhrasingContent[], report: Report): Block {
  const [onlyNode, ...otherNodes] = nodes;
  if (onlyNode?.type === 'text' && otherNodes.length === 0) {
    const list = listNames.find((name) => onlyNode.value.split(markPattern).join('|') === `|${name}|`);
    if (list) return { kind: list };
  }
  const children = toInlines(nodes, report);
  const [first] = children;
  const isLinkAlone = onlyNode?.type === 'link' && otherNodes.length === 0 && first?.kind === 'link';
  return isLinkAlone ? { ...first, kind: 'button' } : { kind: 'paragraph', children };
}

function toListItem(item: ListItem, report: Report): Inline[] {
  const paragraphs = item.children.map((node) => {
    if (node.type === 'paragraph') return toInlines(node.children, report);
    refuse(node, report);
    return [];
  });
  return paragraphs.flatMap((inlines, index) => (index === 0 ? inlines : [{ kind: 'break' as const }, ...inlines]));
}

const toInlines = (nodes: readonly PhrasingContent[], report: Report): Inline[] =>
  nodes.flatMap((node) => toInline(node, report));

function toInline(node: PhrasingContent, report: Report): Inline[] {
  if (node.type === 'text') return toTextInlines(node.value, (name) => reportInlineList(node, name, report));
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

function reportInlineList(node: Nodes, name: VariableName, report: Report): void {
  if (listNames.some((list) => list === name))
    report(node, 'variable_not_allowed_here', `{{${name}}} must stand alone in its paragraph`);
}

function toTextInlines(text: string, onVariable: (name: VariableName) => void): Inline[] {
  return text.split(markPattern).flatMap((part, index): Inline[] => {
    if (index % 2 === 0) return splitLines(part);
    const name = variableNames.find((variable) => variable === part);
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
  text.split(/\r\n|\r|\n/).flatMap((line, index): Inline[] => {
    const inlines: Inline[] = line === '' ? [] : [{ kind: 'text', text: line }];
    return index === 0 ? inlines : [{ kind: 'break' }, ...inlines];
  });

function toLinkTarget(url: string): LinkTarget | null {
  const [before, name, after] = url.split(markPattern);
  const variable = variableNames.find((candidate) => candidate === name);
  if (variable !== undefined) {
    return before === '' && after === '' && isUrlVariable(variable) ? { variable } : null;
  }
  if (/^mailto:[^\s@<>?]+@[^\s@<>?]+$/.test(url)) return { url };
  const web = webUrl(url);
  return web === null ? null : { url: web };
}
