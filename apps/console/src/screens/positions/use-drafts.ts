import type { InvitationWording } from '@goen/client';
import { useState } from 'react';
import type { Wording } from '../../ui/wording-editor/wording-fields.tsx';

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];
/** `own`: subject and body for this position alone; null: those of the company. */
export type Draft = { readonly news: string; readonly own: Wording | null };
export type Drafts = Readonly<Record<Language, Draft>>;

const noDraft: Draft = { news: '', own: null };

const isSame = (a: Draft, b: Draft): boolean =>
  a.news.trim() === b.news.trim() && a.own?.subject === b.own?.subject && a.own?.body === b.own?.body;

/** What is written about the position, per language, and which languages differ from what is saved. */
export function useDrafts(saved: readonly InvitationWording[]) {
  const [before] = useState<Drafts>(() => {
    const find = (language: Language): Draft => {
      const wording = saved.find(({ locale }) => locale === language);
      return wording === undefined ? noDraft : { news: wording.what_is_new, own: wording.wording };
    };
    return { ja: find('ja'), en: find('en') };
  });
  const [drafts, setDrafts] = useState(before);
  return {
    drafts,
    set: (language: Language, change: Partial<Draft>) =>
      setDrafts((now) => ({ ...now, [language]: { ...now[language], ...change } })),
    changed: languages.filter((language) => !isSame(before[language], drafts[language])),
  };
}
