import { Button, type ButtonProps, Text } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import { useMe } from '../api/me.ts';
import { Icon } from './icons.tsx';
import { useShellTexts } from './texts.ts';

type AccountButtonProps = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

export function AccountButton(props: AccountButtonProps) {
  const t = useShellTexts();
  const me = useMe();
  const name = me.name ?? me.email;
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-md"
      c="var(--mantine-color-text)"
      leftSection={<Icon name="members" />}
      aria-label={`${t('account')}: ${name}`}
      {...props}
    >
      <Text span size="sm" visibleFrom="sm">
        {name}
      </Text>
    </Button>
  );
}
