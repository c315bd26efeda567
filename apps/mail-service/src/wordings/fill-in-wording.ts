import type { FilledWording } from '@goen/contracts/internal';
import type { WordingText } from '@goen/contracts/public';
import { dropRepeatedStop } from '@goen/contracts/text';
import type { MailInput } from '../rendering/mail-input.ts';
import { evaluateConditions, toPersonalValues, toSharedValues } from '../rendering/values.ts';
import { expandTokens, markPattern } from './expand-tokens.ts';
import { tokenize } from './tokenize.ts';
import {
  type Conditions,
  type Field,
  isUrlVariable,
  listConditions,
  listNames,
  listVariables,
  requiredVariables,
  type VariableName,
} from './variables.ts';

/**
 * The text of one mail, to be edited by somebody who writes to one person: its conditions are decided, and its variables
 * filled in. Those that must stay variables are listed with what the mail has there; a text of null is a link, a list, or written
 * elsewhere.
 */
export function fillInWording({ subject, body }: WordingText, input: MailInput): FilledWording {
  const conditions = evaluateConditions(input);
  const values: Readonly<Record<string, string>> = { ...toSharedValues(input), ...toPersonalValues(input) };
  const places = new Map<VariableName, string | null>();
  const fillIn = (source: string, field: Field) => {
    const known = { variables: listVariables(input.kind, field), conditions: listConditions(input.kind) };
    const { text } = expandTokens(tokenize(source, known).tokens, conditions);
    return text.split(markPattern).reduce((done, part, index, parts) => {
      if (index % 2 === 0) return done + dropRepeatedStop(toLastValue(parts, index, values), part);
      const name = known.variables.find((variable) => variable === part);
      if (name === undefined) return done;
      const value = field === 'body' ? escapeMarkdown(values[name] ?? '') : (values[name] ?? '');
      if (field === 'subject' || !staysVariable(name, input, conditions)) return done + value;
      places.set(name, hasText(name) && !isWrittenElsewhere(name) && value !== '' ? value : null);
      return `${done}{{${name}}}`;
    }, '');
  };
  const filled = {
    subject: fillIn(subject, 'subject').trim(),
    body: fillIn(body, 'body')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
  };
  return { ...filled, places: [...places].map(([variable, text]) => ({ variable, text })) };
}

const toLastValue = (parts: readonly string[], index: number, values: Readonly<Record<string, string>>): string =>
  index === 0 ? '' : (values[parts[index - 1] ?? ''] ?? '');

const isList = (name: VariableName): boolean => listNames.some((list) => list === name);
const hasText = (name: VariableName): boolean => !isUrlVariable(name) && !isList(name);

const isWrittenElsewhere = (name: VariableName): boolean => name === 'personalNote' || name === 'feedback';

/** What a rule requires by its name, what is a link or a list, and what is written at a place of its own. */
const staysVariable = (name: VariableName, { kind }: MailInput, conditions: Conditions): boolean =>
  !hasText(name) || isWrittenElsewhere(name) || requiredVariables(kind, conditions).includes(name);

/** A value means nothing in Markdown: it reads in the mail as it stands in the text. */
const escapeMarkdown = (value: string): string =>
  value.replaceAll(/[\\*`[\]<>]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|^[-+#]/g, '\\$&');
