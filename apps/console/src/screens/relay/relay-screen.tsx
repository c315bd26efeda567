import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PartLinks } from '../../ui/part-links.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useTexts } from './texts.ts';

const parts = [
  ['introductions', '/relay'],
  ['referred', '/relay/referred'],
  ['requests', '/relay/requests'],
  ['credits', '/relay/credits'],
  ['records', '/relay/records'],
  ['excluded', '/relay/excluded'],
] as const;

type RelayScreenProps = {
  about?: string;
  actions?: ReactNode;
  filters?: ReactNode;
  isFull?: boolean;
  isRowOpen?: boolean;
  children: ReactNode;
};

/** A part of the relay, with the way to the others. */
export function RelayScreen({ about, filters, ...rest }: RelayScreenProps) {
  const t = useTexts();
  return (
    <Screen
      title={t('title')}
      top={
        <>
          <PartLinks label={t('parts')} parts={parts.map(([id, path]) => ({ path, text: t(`part.${id}`) }))} />
          {about !== undefined && (
            <Text size="sm" c="dimmed" maw={760}>
              {about}
            </Text>
          )}
          {filters}
        </>
      }
      {...rest}
    />
  );
}
