import { createStore } from './store.ts';

export type Question = {
  readonly title: string;
  /** What happens then, in words: to whom, and whether it can be undone. */
  readonly consequence: string;
  /** The verb on the button, never "OK". */
  readonly action: string;
  /** It destroys something. */
  readonly isDangerous?: boolean;
};
type Asked = Question & { readonly answer: (yes: boolean) => void };

/** The question that is open; `ConfirmDialog` shows it. */
export const askedQuestion = createStore<Asked | null>(null);

/** Asks before something that cannot simply be undone: `if (await confirm({ … })) …`. */
export const confirm = (question: Question): Promise<boolean> =>
  new Promise((resolve) => {
    askedQuestion.get()?.answer(false);
    askedQuestion.set({ ...question, answer: resolve });
  });
