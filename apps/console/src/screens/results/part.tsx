import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './results.module.css';

type PartProps = { title: string; about?: string; actions?: ReactNode; children: ReactNode };

/** A part of the report, which is not torn apart on paper. */
export const Part = ({ title, about, actions, children }: PartProps) => (
  <Paper component="section" withBorder p="md" aria-label={title} className={classes.part}>
    <Group justify="space-between" mb={4} gap="xs">
      <Title order={2}>{title}</Title>
      {actions}
    </Group>
    {about !== undefined && (
      <Text size="sm" c="dimmed" mb="sm" maw={760}>
        {about}
      </Text>
    )}
    {children}
  </Paper>
);
