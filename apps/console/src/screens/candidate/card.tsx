import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of the screen with a title, and a button beside it. */
export const Card = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <Paper component="section" withBorder p="md" aria-label={title}>
    <Group justify="space-between" mb="xs" gap="xs">
      <Title order={2}>{title}</Title>
      {aside}
    </Group>
    {children}
  </Paper>
);
