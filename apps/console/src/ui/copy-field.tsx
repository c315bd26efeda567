import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { Icon } from '../shell/icons.tsx';
import { useShellTexts } from '../shell/texts.ts';

/** Something to copy: a key that is shown once, an address, a record. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useShellTexts();
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput
        label={label}
        value={value}
        readOnly
        flex={1}
        styles={{ input: { fontFamily: 'monospace' } }}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} leftSection={copied ? <Icon name="check" size={16} /> : null}>
            {copied ? t('copied') : t('copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
