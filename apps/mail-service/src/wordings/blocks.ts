import type { UrlVariable, VariableName } from './variables.ts';

/** A parsed wording. The HTML and the text part are both rendered from it, so that they say the same. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: VariableName }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly target: LinkTarget; readonly children: readonly Inline[] };

export type LinkTarget = { readonly url: string } | { readonly variable: UrlVariable };

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly firstNumber: number | null; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'button'; readonly target: LinkTarget; readonly children: readonly Inline[] }
  | { readonly kind: 'positions' }
  | { readonly kind: 'conditions' };

export function collectVariables(blocks: readonly Block[]): Set<VariableName> {
  const names = new Set<VariableName>();
  const visit = (inline: Inline) => {
    if (inline.kind === 'variable') names.add(inline.name);
    if (inline.kind === 'link') visitTarget(inline.target);
    if ('children' in inline) inline.children.forEach(visit);
  };
  const visitTarget = (target: LinkTarget) => {
    if ('variable' in target) names.add(target.variable);
  };
  for (const block of blocks) {
    if (block.kind === 'positions' || block.kind === 'conditions') names.add(block.kind);
    if (block.kind === 'list') block.items.flat().forEach(visit);
    if (block.kind === 'button') visitTarget(block.target);
    if ('children' in block) block.children.forEach(visit);
  }
  return names;
}
