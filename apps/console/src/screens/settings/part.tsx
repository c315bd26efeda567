import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
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

/** Parts beside each other where there is room, each as high as it needs. */
export const PartGrid = ({ children }: { children: ReactNode }) => (
  <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
    {children}
  </SimpleGrid>
);
