import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './screen.module.css';

type ScreenProps = {
  title: string;
  /** A sentence below the title, where the title alone does not say enough. */
  about?: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Tabs and filters, above the content. */
  top?: ReactNode;
  /** The screen fills the window and scrolls inside, as lists beside a detail do. */
  isFull?: boolean;
  /** A row is open, and has a phone's window for itself. */
  isRowOpen?: boolean;
  children: ReactNode;
};

/** A screen's title and content; the title is the window's, too. */
export function Screen({ title, about, actions, top, isFull = false, isRowOpen = false, children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} – Goen`;
  }, [title]);
  const full = { h: 'calc(100dvh - var(--app-shell-header-height, 0px))', style: { overflow: 'hidden' } };
  return (
    <Stack gap="sm" p={{ base: 'sm', sm: 'md' }} {...(isFull ? full : {})}>
      <Stack gap="sm" className={classes.top} data-row-open={isRowOpen}>
        <Group justify="space-between" align="center" gap="xs">
          <Title order={1}>{title}</Title>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {about && (
          <Text c="dimmed" maw={720}>
            {about}
          </Text>
        )}
        {top}
      </Stack>
      {children}
    </Stack>
  );
}
