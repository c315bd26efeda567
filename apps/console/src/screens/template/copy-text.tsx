import { Button, CopyButton } from '@mantine/core';
import { Icon } from '../../shell/icons.tsx';
import { useShellTexts } from '../../shell/texts.ts';

/** Copies a text, and says so. */
export function CopyText({ text, label, isMain = false }: { text: string; label: string; isMain?: boolean }) {
  const shell = useShellTexts();
  return (
    <CopyButton value={text} timeout={3_000}>
      {({ copied, copy }) => (
        <Button
          variant={isMain ? 'filled' : 'default'}
          size={isMain ? 'sm' : 'compact-sm'}
          onClick={copy}
          leftSection={copied ? <Icon name="check" size={16} /> : null}
        >
          <span aria-live="polite">{copied ? shell('copied') : label}</span>
        </Button>
      )}
    </CopyButton>
  );
}
