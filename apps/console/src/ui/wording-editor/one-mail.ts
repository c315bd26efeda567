import type { MailPreview, WordingText } from '@goen/client';
import { useMemo } from 'react';
import type { WordingFault } from './faults.ts';
import { useVariableName } from './use-variable-name.ts';

/** A variable in the text of one mail, and what stands there instead of its name. */
export type Chip = { readonly variable: string; readonly shown: string };

/** The text as one person would read it: `shown` is edited, and `toWording` makes of it what the API takes. */
export type OneMail = {
  readonly shown: WordingText;
  readonly chips: readonly Chip[];
  readonly toWording: (shown: WordingText) => WordingText;
};

/** Texts and names in place of the variables of one mail. */
export function useOneMail(filled: NonNullable<MailPreview['filled']>): OneMail {
  const nameOf = useVariableName();
  return useMemo(() => {
    const chips = filled.places.map(({ variable, text }) => ({ variable, shown: text ?? `〔${nameOf(variable)}〕` }));
    // A longer one may contain a shorter one.
    const longestFirst = chips.toSorted((a, b) => b.shown.length - a.shown.length);
    const toSource = (body: string) =>
      longestFirst.reduce((text, { variable, shown }) => text.replaceAll(shown, `{{${variable}}}`), body);
    return {
      shown: { subject: filled.subject, body: toShownText(filled.body, chips) },
      chips,
      toWording: ({ subject, body }) => ({ subject, body: toSource(body) }),
    };
  }, [filled, nameOf]);
}

const toShownText = (source: string, chips: readonly Chip[]): string =>
  // By a function: in a plain replacement, `$&` and `$$` of a name would stand for something else.
  chips.reduce((text, { variable, shown }) => text.replaceAll(`{{${variable}}}`, () => shown), source);

/** The place of a fault in the text that is shown: what stands for a variable is on one line, but as long as it is. */
export function toShownFault(fault: WordingFault, source: WordingText, chips: readonly Chip[]): WordingFault {
  const { line, column, pointer } = fault;
  if (line === undefined || column === undefined || !pointer.endsWith('/body')) return fault;
  const text = source.body.split(/\r\n|\r|\n/)[line - 1] ?? '';
  return { ...fault, column: toShownText(text.slice(0, column - 1), chips).length + 1 };
}
