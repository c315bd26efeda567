import { useWords } from '../../words/use-words.ts';
import { words } from '../../words/words.ja.ts';
import { japanese } from './texts.ja.ts';
import { useTexts } from './texts.ts';

type MailKind = keyof typeof words.mailKinds;
const isMailKind = (name: string): name is MailKind => name in words.mailKinds;
type Source = keyof typeof japanese.sources;
const isSource = (name: string): name is Source => name in japanese.sources;

/** The last mail before an application, as the API names it. */
export function useLastMailName(): (kind: string) => string {
  const t = useTexts();
  const mail = useWords();
  return (kind) => {
    if (kind === 'none') return t('noMail');
    return isMailKind(kind) ? mail(`mailKinds.${kind}`) : kind;
  };
}

/** Where applications were reported from. */
export function useSourceName(): (source: string) => string {
  const t = useTexts();
  return (source) => (isSource(source) ? t(`sources.${source}`) : source);
}
