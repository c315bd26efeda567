import type { MailKind } from '@goen/contracts/internal';
import { type FieldError, type WordingText } from '@goen/contracts/public';
import { type Block, collectVariables } from './blocks.ts';
import { type Expanded, expandTokens, listConditionSets } from './expand-tokens.ts';
import { type Fault, toFieldError } from './fault.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { type Token, tokenize } from './tokenize.ts';
import { type Conditions, listConditions, listVariables, requiredVariables } from './variables.ts';

/** A wording without faults, ready to be laid out under whatever conditions a mail has. */
export type Wording = {
  /** Plain text with marks. */
  resolveSubject(conditions: Conditions): string;
  resolveBody(conditions: Conditions): Block[];
};

export type ReadWording = { readonly wording: Wording } | { readonly errors: readonly FieldError[] };

/** Over all sets of conditions. Markdown can be written that is slow to read: a wording must not hold up all mails. */
const maxCheckedCharacters = 120_000;
/** More would hide the first. */
const maxFaults = 50;

/** Reads a wording of a mail kind, or tells each fault with its place. Pure. */
export function readWording(kind: MailKind, { subject, body }: WordingText): ReadWording {
  const conditions = listConditions(kind);
  const inSubject = tokenize(subject, { variables: listVariables(kind, 'subject'), conditions });
  const inBody = tokenize(body, { variables: listVariables(kind, 'body'), conditions });
  const subjectFaults = [...inSubject.faults, ...subjectShape(subject, inSubject)];
  const bodyFaults = inBody.faults.length > 0 ? inBody.faults : bodyShape(kind, inBody.tokens);
  const errors = [
    ...distinct(subjectFaults).map((fault) => toFieldError(fault, subject, '/subject')),
    ...distinct(bodyFaults).map((fault) => toFieldError(fault, body, '/body')),
  ];
  if (errors.length > 0) return { errors };
  return {
    wording: {
      resolveSubject: (holding) => expandTokens(inSubject.tokens, holding).text,
      resolveBody: (holding) => parseMarkdown(expandTokens(inBody.tokens, holding).text).blocks,
    },
  };
}

/** A subject is one line, and never empty. */
function subjectShape(subject: string, { tokens, faults }: { tokens: Token[]; faults: Fault[] }): Fault[] {
  const lineEnd = subject.search(/[\n\r]/);
  if (lineEnd >= 0) return [{ code: 'several_lines', detail: 'must be one line', offset: lineEnd }];
  if (faults.length > 0) return [];
  const isBlank = listConditionSets(tokens).some((holding) => expandTokens(tokens, holding).text.trim() === '');
  return isBlank ? [{ code: 'blank', detail: 'must say something whatever the conditions', offset: 0 }] : [];
}

/** Checked under every set of the conditions that it names: a fault may hide in one of them. */
function bodyShape(kind: MailKind, tokens: readonly Token[]): Fault[] {
  const also = kind === 'second_follow_up' ? (['positions'] as const) : [];
  const cases = listConditionSets(tokens, ...also).map((holding) => ({
    holding,
    expanded: expandTokens(tokens, holding),
  }));
  const characters = cases.reduce((sum, { expanded }) => sum + expanded.text.length, 0);
  if (characters > maxCheckedCharacters) {
    const detail = 'is too long for so many conditions: use fewer of them, or fewer words';
    return [{ code: 'too_large', detail, offset: 0 }];
  }
  return cases.flatMap(({ holding, expanded }) => {
    const { blocks, faults } = parseMarkdown(expanded.text);
    return [...faults.map((fault) => locateInSource(fault, expanded)), ...findMissingVariables(kind, blocks, holding)];
  });
}

const locateInSource = (fault: Fault, { sourceOffset }: Expanded): Fault => ({
  ...fault,
  offset: sourceOffset(fault.offset),
});

function findMissingVariables(kind: MailKind, blocks: readonly Block[], holding: Conditions): Fault[] {
  const present = collectVariables(blocks);
  return requiredVariables(kind, holding)
    .filter((name) => !present.has(name))
    .map((name) => ({
      code: 'missing_variable',
      detail: `must contain {{${name}}}, whatever the conditions`,
      offset: 0,
    }));
}

function distinct(faults: readonly Fault[]): Fault[] {
  const byPlace = new Map(faults.map((fault) => [`${fault.offset} ${fault.code} ${fault.detail}`, fault]));
  return [...byPlace.values()].toSorted((one, other) => one.offset - other.offset).slice(0, maxFaults);
}
