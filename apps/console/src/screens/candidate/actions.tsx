import type { CandidateRecord } from '@goen/client';
import { Button, Menu } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { type Shortcut, useShortcuts } from '../../shell/keyboard.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { noteFieldId } from './notes.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { useTexts } from './texts.ts';

type Dialog = 'correct' | 'stop' | 'erase';
type Actions = {
  readonly mayWrite: boolean;
  readonly canStop: boolean;
  readonly open: (dialog: Dialog) => void;
  readonly dialogs: ReactNode;
};

/** What members do about the person, besides what stands in the cards. */
export function useActions(person: CandidateRecord): Actions {
  const t = useTexts();
  const mayWrite = useMay('candidates:write');
  const [opened, setOpened] = useState<Dialog | null>(null);
  const isGone = person.state === 'erased' || person.state === 'merged';
  const isDisabled = !mayWrite || isGone;
  const shortcuts: readonly Shortcut[] = [
    { keys: 'e', text: t('correct'), run: () => setOpened('correct'), isDisabled },
    { keys: 'n', text: t('note'), run: () => document.getElementById(noteFieldId)?.focus(), isDisabled },
  ];
  useShortcuts(isDisabled ? [] : shortcuts);
  const close = () => setOpened(null);
  return {
    mayWrite,
    canStop: !person.mails_stopped,
    open: setOpened,
    dialogs: (
      <>
        {opened === 'correct' && <CorrectDialog person={person} onClose={close} />}
        {opened === 'stop' && <StopDialog person={person} onClose={close} />}
        {opened === 'erase' && <EraseDialog person={person} onClose={close} />}
      </>
    ),
  };
}

export function ActionButtons({ actions: { mayWrite, canStop, open } }: { actions: Actions }) {
  const t = useTexts();
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="default" leftSection={<Icon name="pen" size={18} />} onClick={() => open('correct')}>
        {t('correct')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={t('more')}>
            <Icon name="more" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {canStop && (
            <Menu.Item leftSection={<Icon name="pause" size={18} />} onClick={() => open('stop')}>
              {t('stop')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Icon name="erasures" size={18} />} onClick={() => open('erase')}>
            {t('erase')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
