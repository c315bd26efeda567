import type { Token } from './tokenize.ts';
import type { ConditionName, Conditions, VariableName } from './variables.ts';

/**
 * Marks of a variable inside text on its way through Markdown and HTML: Unicode's noncharacters, which no wording may
 * contain, no Markdown gives a meaning to and no value brings along.
 */
const [start, end] = ['\uFDD0', '\uFDD1'];
export const markVariable = (name: VariableName): string => `${start}${name}${end}`;
/** Odd parts of a split by it are names. */
export const markPattern = /\uFDD0(\w+)\uFDD1/;
/** Puts `value(name)` in place of each mark; null leaves the mark. */
export const replaceMarks = (marked: string, value: (name: string) => string | null): string =>
  marked.replace(/\uFDD0(\w+)\uFDD1/g, (mark, name: string) => value(name) ?? mark);
export const stripMarks = (text: string): string => text.replace(/\p{Noncharacter_Code_Point}/gu, '');

export type Expanded = {
  readonly text: string;
  /** Where a character of `text` stands in the source. */
  readonly sourceOffset: (offset: number) => number;
};

/** The wording as it is under these conditions: their sections resolved, its variables marked. */
export function expandTokens(tokens: readonly Token[], conditions: Conditions): Expanded {
  const pieces: { at: number; offset: number; literal: boolean }[] = [];
  let text = '';
  let hiddenDepth = 0;
  const open: boolean[] = [];
  for (const token of tokens) {
    if (token.kind === 'section') {
      const isShown = conditions.has(token.name) === token.holds;
      open.push(isShown);
      if (!isShown) hiddenDepth += 1;
    } else if (token.kind === 'end') {
      if (open.pop() === false) hiddenDepth -= 1;
    } else if (hiddenDepth === 0) {
      pieces.push({ at: text.length, offset: token.offset, literal: token.kind === 'text' });
      text += token.kind === 'text' ? token.text : markVariable(token.name);
    }
  }
  return {
    text,
    sourceOffset(offset) {
      const piece = pieces.findLast(({ at }) => at <= offset);
      if (piece === undefined) return 0;
      return piece.literal ? piece.offset + offset - piece.at : piece.offset;
    },
  };
}

/** Every set of the conditions that the tokens ask for, and of those named beside; several jobs are jobs. */
export function listConditionSets(tokens: readonly Token[], ...also: readonly ConditionName[]): Conditions[] {
  const names = [...new Set([...also, ...tokens.flatMap((token) => (token.kind === 'section' ? [token.name] : []))])];
  const sets = Array.from(
    { length: 2 ** names.length },
    (_, bits) => new Set(names.filter((_name, nth) => (bits & (1 << nth)) !== 0)),
  );
  return sets.filter((set) => !set.has('severalJobs') || set.has('jobs') || !names.includes('jobs'));
}
