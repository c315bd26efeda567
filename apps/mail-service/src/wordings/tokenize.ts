import type { Fault } from './fault.ts';
import type { ConditionName, VariableName } from './variables.ts';

export type Token =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'variable'; readonly name: VariableName; readonly offset: number }
  | { readonly kind: 'section'; readonly name: ConditionName; readonly holds: boolean; readonly offset: number }
  | { readonly kind: 'end'; readonly name: ConditionName; readonly offset: number };

export type Known = { readonly variables: readonly VariableName[]; readonly conditions: readonly ConditionName[] };

const tag = /\{\{([#^/]?)[ \t]*([^{}\n\r]*?)[ \t]*\}\}/y;
const braces = /\{\{|\}\}/g;
/** Controls other than tab and line ends; the noncharacters that mark variables for the renderer are among the rest. */
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}/u;

/**
 * Mustache's variables and sections, and nothing else of it: `{{name}}`, `{{#name}}shown where it is known{{/name}}`,
 * `{{^name}}shown where not{{/name}}`. Every fault is told; the tokens are of use only where there is none.
 */
export function tokenize(source: string, known: Known): { tokens: Token[]; faults: Fault[] } {
  const tokens: Token[] = [];
  const faults: Fault[] = [];
  const wrong = forbidden.exec(source);
  if (wrong)
    faults.push({ code: 'invalid_character', detail: 'must be text without control characters', offset: wrong.index });
  let at = 0;
  const textUpTo = (end: number) => {
    if (end > at) tokens.push({ kind: 'text', text: source.slice(at, end), offset: at });
  };
  for (;;) {
    braces.lastIndex = at;
    const found = braces.exec(source);
    if (found === null) break;
    tag.lastIndex = found.index;
    const matched = tag.exec(source);
    textUpTo(found.index);
    if (matched === null) {
      faults.push(unbalanced(found[0], found.index));
      at = found.index + 2;
      continue;
    }
    const token = toToken(matched[1] ?? '', matched[2] ?? '', found.index, known);
    if ('code' in token) faults.push(token);
    else tokens.push(token);
    at = found.index + matched[0].length;
  }
  textUpTo(source.length);
  return { tokens, faults: [...faults, ...unbalancedSections(tokens)] };
}

const unbalanced = (found: string, offset: number): Fault =>
  found === '{{'
    ? { code: 'unclosed_braces', detail: '{{ must be closed by }} on the same line', offset }
    : { code: 'stray_braces', detail: '}} closes nothing', offset };

function toToken(sign: string, name: string, offset: number, known: Known): Token | Fault {
  const unknown = (kind: string, names: readonly string[]): Fault => ({
    code: 'unknown_variable',
    detail: `must be ${kind} of this mail: ${names.join(', ')}`,
    offset,
  });
  if (sign === '') {
    const variable = known.variables.find((one) => one === name);
    return variable ? { kind: 'variable', name: variable, offset } : unknown('a variable', known.variables);
  }
  const condition = known.conditions.find((one) => one === name);
  if (!condition) return unknown('a condition', known.conditions);
  if (sign === '/') return { kind: 'end', name: condition, offset };
  return { kind: 'section', name: condition, holds: sign === '#', offset };
}

function unbalancedSections(tokens: readonly Token[]): Fault[] {
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
