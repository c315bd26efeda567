import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from './texts.ts';

type ShortenedProps<T> = { items: readonly T[]; most: number; children: (shown: readonly T[]) => ReactNode };

/** The first few of a long list, until one wants to see all. */
export function Shortened<T>({ items, most, children }: ShortenedProps<T>) {
  const t = useTexts();
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      {children(isWhole ? items : items.slice(0, most))}
      {items.length > most && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('showLess') : t('showAll', { count: items.length })}
        </Button>
      )}
    </>
  );
}
