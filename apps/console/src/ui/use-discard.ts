import { useRef } from 'react';
import { useShellTexts } from '../shell/texts.ts';
import { askedQuestion, confirm } from './confirm.ts';
import { useStore } from './store.ts';

/** For a dialog in which somebody writes: it asks before it throws away what was written. */
export function useDiscard() {
  const t = useShellTexts();
  const hasText = useRef(false);
  const isAsked = useStore(askedQuestion) !== null;
  return {
    /** To be called with every render of the form. */
    note: (isWritten: boolean): void => {
      hasText.current = isWritten;
    },
    may: async (): Promise<boolean> => {
      const question = { title: t('discardTitle'), consequence: t('discardAdvice'), action: t('discard') };
      return !hasText.current || confirm({ ...question, isDangerous: true });
    },
    /** For the dialog: while it is asked, Escape belongs to the question. */
    closeOnEscape: !isAsked,
  };
}
export type Discard = ReturnType<typeof useDiscard>;
