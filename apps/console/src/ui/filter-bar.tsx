import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShellTexts } from '../shell/texts.ts';

type FilterBarProps = {
  label: string;
  /** Whether any filter is set: then there is a button that clears them. */
  isFiltered: boolean;
  onClear: () => void;
  children: ReactNode;
};

/** The filters of a list. Their values are the search parameters of the address, so that a link shows the same. */
export function FilterBar({ label, isFiltered, onClear, children }: FilterBarProps) {
  const t = useShellTexts();
  return (
    <Group role="search" aria-label={label} gap="xs" align="end">
      {children}
      {isFiltered && (
        <Button variant="subtle" size="sm" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      )}
    </Group>
  );
}
