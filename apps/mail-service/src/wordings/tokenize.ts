import type { Fault } from './fault.ts';
import type { ConditionName, VariableName } from './variables.ts';

export type Token =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'variable'; readonly name: VariableName; readonly offset: number }
  | { readonly kind: 'section'; readonly name: ConditionName; readonly isPositive: boolean; readonly offset: number }
  | { readonly kind: 'end'; readonly name: ConditionName; readonly offset: number };

export type KnownNames = { readonly variables: readonly VariableName[]; readonly conditions: readonly ConditionName[] };

const tagPattern = /\{\{([#^/]?)[ \t]*([^{}\n\r]*?)[ \t]*\}\}/y;
const bracesPattern = /\{\{|\}\}/g;
/** Control characters other than tab and line breaks, and noncharacters, which mark variables for the renderer. */
const forbiddenPattern = /(?![\t\n\r])\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}/u;

/**
 * The variables and sections of Mustache, and nothing else of it: `{{name}}`, `{{#name}}shown when true{{/name}}`,
 * `{{^name}}shown when false{{/name}}`. Returns every fault; the tokens are usable only when there is none.
 */
export function tokenize(source: string, known: KnownNames): { tokens: Token[]; faults: Fault[] } {
  const tokens: Token[] = [];
  const faults: Fault[] = [];
  const forbidden = forbiddenPattern.exec(source);
  if (forbidden) {
    const detail = 'must be text without control characters';
    faults.push({ code: 'invalid_character', detail, offset: forbidden.index });
  }
  let offset = 0;
  const pushText = (end: number) => {
    if (end > offset) tokens.push({ kind: 'text', text: source.slice(offset, end), offset });
  };
  for (;;) {
    bracesPattern.lastIndex = offset;
    const braces = bracesPattern.exec(source);
    if (braces === null) break;
    tagPattern.lastIndex = braces.index;
    const tag = tagPattern.exec(source);
    pushText(braces.index);
    if (tag === null) {
      faults.push(createBracesFault(braces[0], braces.index));
      offset = braces.index + 2;
      continue;
    }
    const token = toToken(tag[1] ?? '', tag[2] ?? '', braces.index, known);
    if ('code' in token) faults.push(token);
    else tokens.push(token);
    offset = braces.index + tag[0].length;
  }
  pushText(source.length);
  return { tokens, faults: [...faults, ...findUnbalancedSections(tokens)] };
}

const createBracesFault = (braces: string, offset: number): Fault =>
  braces === '{{'
    ? { code: 'unclosed_braces', detail: '{{ must be closed by }} on the same line', offset }
    : { code: 'stray_braces', detail: '}} has no opening {{', offset };

function toToken(sign: string, name: string, offset: number, known: KnownNames): Token | Fault {
  const unknown = (kind: string, names: readonly string[]): Fault => ({
    code: 'unknown_variable',
    detail: `must be ${kind} of this mail: ${names.join(', ')}`,
    offset,
  });
  if (sign === '') {
    const variable = known.variables.find((candidate) => candidate === name);
    return variable ? { kind: 'variable', name: variable, offset } : unknown('a variable', known.variables);
  }
  const condition = known.conditions.find((candidate) => candidate === name);
  if (!condition) return unknown('a condition', known.conditions);
  if (sign === '/') return { kind: 'end', name: condition, offset };
  return { kind: 'section', name: condition, isPositive: sign === '#', offset };
}

function findUnbalancedSections(tokens: readonly Token[]): Fault[] {
  const faults: Fault[] = [];
  const open: Extract<Token, { kind: 'section' }>[] = [];
  for (const token of tokens) {
    if (token.kind === 'section') open.push(token);
    if (token.kind !== 'end') continue;
    if (open.at(-1)?.name === token.name) open.pop();
    else
      faults.push({
        code: 'unopened_section',
        detail: `{{/${token.name}}} must close the section opened last`,
        offset: token.offset,
      });
  }
  const unclosed = open.map(
    ({ name, offset }): Fault => ({
      code: 'unclosed_section',
      detail: `the section must be closed by {{/${name}}}`,
      offset,
    }),
  );
  return [...faults, ...unclosed];
}
