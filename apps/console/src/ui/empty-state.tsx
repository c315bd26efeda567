import { Center, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../shell/icons.tsx';

/** Where there is nothing: what that means, and what to do next. */
export const EmptyState = ({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) => (
  <Center p="xl" mih={200}>
    <Stack align="center" gap="xs" maw={420} ta="center">
      <Text c="dimmed" lh={0}>
        <Icon name={icon} size={32} />
      </Text>
      <Text fw={600}>{title}</Text>
      {children}
    </Stack>
  </Center>
);
