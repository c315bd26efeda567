import { ActionIcon, Group, Paper, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { useTexts } from './texts.ts';

type ItemProps = { label: string /** Null: it stays. */; onRemove: (() => void) | null; children: ReactNode };

/** One of several entries of a setting, which can be removed. */
export function Item({ label, onRemove, children }: ItemProps) {
  const t = useTexts();
  return (
    <Paper withBorder p="sm" component="section" aria-label={label}>
      <Group align="start" wrap="nowrap" gap="xs">
        <Stack gap="sm" flex={1} miw={0}>
          {children}
        </Stack>
        {onRemove !== null && (
          <ActionIcon variant="subtle" onClick={onRemove} aria-label={t('removeItem', { label })}>
            <Icon name="close" size={16} />
          </ActionIcon>
        )}
      </Group>
    </Paper>
  );
}
