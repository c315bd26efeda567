import type { MailKind } from '@goen/contracts/internal';
import { type FieldError, type WordingText } from '@goen/contracts/public';
import { type Block, collectVariables } from './blocks.ts';
import { type Expanded, expandTokens, listConditionSets } from './expand-tokens.ts';
import { type Fault, toFieldError } from './fault.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { type Token, tokenize } from './tokenize.ts';
import { type Conditions, listConditions, listNames, listVariables, requiredVariables } from './variables.ts';

/** A wording without faults, ready to be laid out under any conditions. */
export type Wording = {
  /** Plain text with marks. */
  resolveSubject(conditions: Conditions): string;
  resolveBody(conditions: Conditions): Block[];
};

export type ReadWording = { readonly wording: Wording } | { readonly errors: readonly FieldError[] };

/** Over all combinations of conditions. Some Markdown is slow to parse, and a wording must not hold up all mails. */
const maxCheckedCharacters = 120_000;
/** More would bury the first ones. */
const maxFaults = 50;

/** Parses a wording of a mail kind, or returns each fault with its position. Pure. */
export function readWording(kind: MailKind, { subject, body }: WordingText): ReadWording {
  const allowedConditions = listConditions(kind);
  const inSubject = tokenize(subject, { variables: listVariables(kind, 'subject'), conditions: allowedConditions });
  const inBody = tokenize(body, { variables: listVariables(kind, 'body'), conditions: allowedConditions });
  const subjectFaults = [...inSubject.faults, ...findSubjectFaults(subject, inSubject)];
  const bodyFaults = inBody.faults.length > 0 ? inBody.faults : findBodyFaults(kind, inBody.tokens);
  const errors = [
    ...dedupe(subjectFaults).map((fault) => toFieldError(fault, subject, '/subject')),
    ...dedupe(bodyFaults).map((fault) => toFieldError(fault, body, '/body')),
  ];
  if (errors.length > 0) return { errors };
  return {
    wording: {
      resolveSubject: (conditions) => expandTokens(inSubject.tokens, conditions).text,
      resolveBody: (conditions) => parseMarkdown(expandTokens(inBody.tokens, conditions).text).blocks,
    },
  };
}

/** A subject is one line and never blank. */
function findSubjectFaults(subject: string, { tokens, faults }: { tokens: Token[]; faults: Fault[] }): Fault[] {
  const lineEnd = subject.search(/[\n\r]/);
  if (lineEnd >= 0) return [{ code: 'several_lines', detail: 'must be one line', offset: lineEnd }];
  if (faults.length > 0) return [];
  const isBlank = listConditionSets(tokens).some((conditions) => expandTokens(tokens, conditions).text.trim() === '');
  return isBlank ? [{ code: 'blank', detail: 'must not be blank under any condition', offset: 0 }] : [];
}

/** Checked under every combination of its conditions: a fault may occur in only one of them. */
function findBodyFaults(kind: MailKind, tokens: readonly Token[]): Fault[] {
  const also = listNames.filter((name) => requiredVariables(kind, new Set([name])).includes(name));
  const cases = listConditionSets(tokens, ...also).map((conditions) => ({
    conditions,
    expanded: expandTokens(tokens, conditions),
  }));
  const characters = cases.reduce((sum, { expanded }) => sum + expanded.text.length, 0);
  if (characters > maxCheckedCharacters) {
    const detail = 'is too long for this many conditions: use fewer conditions, or less text';
    return [{ code: 'too_large', detail, offset: 0 }];
  }
  return cases.flatMap(({ conditions, expanded }) => {
    const { blocks, faults } = parseMarkdown(expanded.text);
    return [
      ...faults.map((fault) => locateInSource(fault, expanded)),
      ...findMissingVariables(kind, blocks, conditions),
    ];
  });
}

const locateInSource = (fault: Fault, { sourceOffset }: Expanded): Fault => ({
  ...fault,
  offset: sourceOffset(fault.offset),
});

function findMissingVariables(kind: MailKind, blocks: readonly Block[], conditions: Conditions): Fault[] {
  const present = collectVariables(blocks);
  return requiredVariables(kind, conditions)
    .filter((name) => !present.has(name))
    .map((name) => ({
      code: 'missing_variable',
      detail: `must contain {{${name}}} under every condition`,
      offset: 0,
    }));
}

function dedupe(faults: readonly Fault[]): Fault[] {
  const byPosition = new Map(faults.map((fault) => [`${fault.offset} ${fault.code} ${fault.detail}`, fault]));
  return [...byPosition.values()].toSorted((a, b) => a.offset - b.offset).slice(0, maxFaults);
}
