import type { Token } from './tokenize.ts';
import type { ConditionName, Conditions, VariableName } from './variables.ts';

/**
 * Mark a variable inside text that passes through Markdown and HTML: Unicode noncharacters, which no wording may
 * contain, which mean nothing in Markdown, and which are removed from values.
 */
const [start, end] = ['\uFDD0', '\uFDD1'];
export const markVariable = (name: VariableName): string => `${start}${name}${end}`;
/** `split` by it yields variable names at odd indexes. */
export const markPattern = /\uFDD0(\w+)\uFDD1/;
/** Replaces each mark by `value(name)`; null leaves the mark. */
export const replaceMarks = (marked: string, value: (name: string) => string | null): string =>
  marked.replace(/\uFDD0(\w+)\uFDD1/g, (mark, name: string) => value(name) ?? mark);
/** Stands behind a value that was filled in, until the layout is done: the text around it is in pieces before that. */
export const endOfValue = '\uFDD2';
export const stripMarks = (text: string): string => text.replace(/\p{Noncharacter_Code_Point}/gu, '');

export type Expanded = {
  readonly text: string;
  /** The position in the source of a character of `text`. */
  readonly sourceOffset: (offset: number) => number;
};

/** Resolves the sections under these conditions and marks the variables. */
export function expandTokens(tokens: readonly Token[], conditions: Conditions): Expanded {
  const pieces: { textOffset: number; sourceOffset: number; isLiteral: boolean }[] = [];
  let text = '';
  let hiddenDepth = 0;
  const open: boolean[] = [];
  for (const token of tokens) {
    if (token.kind === 'section') {
      const isShown = conditions.has(token.name) === token.isPositive;
      open.push(isShown);
      if (!isShown) hiddenDepth += 1;
    } else if (token.kind === 'end') {
      if (open.pop() === false) hiddenDepth -= 1;
    } else if (hiddenDepth === 0) {
      pieces.push({ textOffset: text.length, sourceOffset: token.offset, isLiteral: token.kind === 'text' });
      text += token.kind === 'text' ? token.text : markVariable(token.name);
    }
  }
  return {
    text,
    sourceOffset(offset) {
      const piece = pieces.findLast(({ textOffset }) => textOffset <= offset);
      if (piece === undefined) return 0;
      return piece.isLiteral ? piece.sourceOffset + offset - piece.textOffset : piece.sourceOffset;
    },
  };
}

/** Every combination of the conditions that the tokens use, and of `also`; `severalJobs` implies `jobs`. */
export function listConditionSets(tokens: readonly Token[], ...also: readonly ConditionName[]): Conditions[] {
  const names = [...new Set([...also, ...tokens.flatMap((token) => (token.kind === 'section' ? [token.name] : []))])];
  const sets = Array.from(
    { length: 2 ** names.length },
    (_, bits) => new Set(names.filter((_name, index) => (bits & (1 << index)) !== 0)),
  );
  return sets.filter((set) => !set.has('severalJobs') || set.has('jobs') || !names.includes('jobs'));
}
