import type { WordingText } from '@goen/client';
import { Text, VisuallyHidden } from '@mantine/core';
import { diffArrays } from 'diff';
import { useTexts } from './texts.ts';
import classes from './wordings.module.css';

/** What was added and removed between two texts, word by word. */
export function WordingDiff({ before, after }: { before: WordingText; after: WordingText }) {
  const t = useTexts();
  const isSameSubject = before.subject === after.subject;
  return (
    <>
      {!isSameSubject && (
        <>
          <Text size="xs" fw={600}>
            {t('subject')}
          </Text>
          <Diff before={before.subject} after={after.subject} />
          <Text size="xs" fw={600} mt="xs">
            {t('body')}
          </Text>
        </>
      )}
      <Diff before={before.body} after={after.body} />
    </>
  );
}

function Diff({ before, after }: { before: string; after: string }) {
  const t = useTexts();
  const parts = diffArrays(toWords(before), toWords(after));
  return (
    <pre className={classes.diff}>
      {parts.map(({ added, removed, value }, nth) => {
        const text = value.join('');
        // Their order is all that tells parts apart.
        if (added)
          return (
            <ins key={nth}>
              <VisuallyHidden>{`[${t('added')}] `}</VisuallyHidden>
              {text}
            </ins>
          );
        if (removed)
          return (
            <del key={nth}>
              <VisuallyHidden>{`[${t('removed')}] `}</VisuallyHidden>
              {text}
            </del>
          );
        return text;
      })}
    </pre>
  );
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

/** Japanese has no blanks between words. A variable is one word. */
const toWords = (text: string): string[] =>
  text
    .split(/(\{\{[^{}\n]*\}\})/)
    .flatMap((part) => (part.startsWith('{{') ? [part] : [...segmenter.segment(part)].map(({ segment }) => segment)));
