import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Settings that belong together. */
export const Part = ({
  title,
  about,
  actions,
  children,
}: {
  title: string;
  about?: string;
  actions?: ReactNode;
  children: ReactNode;
}) => (
  <Paper component="section" withBorder p="md" aria-label={title}>
    <Group justify="space-between" mb={about === undefined ? 'sm' : 4}>
      <Title order={2}>{title}</Title>
      {actions}
    </Group>
    {about !== undefined && (
      <Text c="dimmed" size="sm" maw={720} mb="sm">
        {about}
      </Text>
    )}
    <Stack gap="md">{children}</Stack>
  </Paper>
);
