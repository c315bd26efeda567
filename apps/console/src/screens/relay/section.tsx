import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of the detail, below what it is about. */
export const Section = ({ title, about, children }: { title: string; about?: string; children: ReactNode }) => (
  <section aria-label={title}>
    <Title order={3} mb={4}>
      {title}
    </Title>
    {about !== undefined && (
      <Text size="sm" c="dimmed" mb={6}>
        {about}
      </Text>
    )}
    {children}
  </section>
);
