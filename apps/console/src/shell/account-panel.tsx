import { unwrap } from '@goen/client';
import { Button, Popover, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useMe } from '../api/me.ts';
import { changeLanguage, useLanguage } from '../i18n/language.ts';
import { useWords } from '../words/use-words.ts';
import { AccountButton } from './account-button.tsx';
import { openShortcuts } from './palette-state.ts';
import { tellSignedOut } from './same-session.ts';
import { useShellTexts } from './texts.ts';

/** Who is signed in, language, colours, and the way out. Loaded when it is first opened. */
export default function AccountPanel() {
  const t = useShellTexts();
  const words = useWords();
  const me = useMe();
  const [isOpen, setOpen] = useState(true);
  const isInOperator = useLocation({ select: ({ pathname }) => pathname.startsWith('/operator') });
  const name = me.name ?? me.email;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={270} trapFocus>
      <Popover.Target>
        <AccountButton onClick={() => setOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('account')}>
        <Stack gap="sm">
          <div>
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <Text size="xs" c="dimmed">
              {me.email}
              {me.member && ` · ${words(`roles.${me.member.role}`)}`}
            </Text>
          </div>
          <AreaSwitch onChoose={() => setOpen(false)} />
          <Button
            component={Link}
            to={isInOperator ? '/operator/account' : '/account'}
            variant="default"
            size="xs"
            onClick={() => setOpen(false)}
          >
            {t('accountPage')}
          </Button>
          <Looks />
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              setOpen(false);
              openShortcuts();
            }}
          >
            {t('shortcuts')}
          </Button>
          <SignOut />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** For people who are both a company's member and staff of the operator. */
function AreaSwitch({ onChoose }: { onChoose: () => void }) {
  const t = useShellTexts();
  const me = useMe();
  const isInOperator = useLocation({ select: ({ pathname }) => pathname.startsWith('/operator') });
  if (!me.is_operator || me.member === null) return null;
  return (
    <Button component={Link} to={isInOperator ? '/' : '/operator'} variant="default" size="xs" onClick={onChoose}>
      {isInOperator ? t('toCompany') : t('toOperator')}
    </Button>
  );
}

function Looks() {
  const t = useShellTexts();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <div>
        <Text size="xs" fw={500} id="language-label" mb={2}>
          {t('language')}
        </Text>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="language-label"
          value={language}
          onChange={changeLanguage}
          data={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <div>
        <Text size="xs" fw={500} id="colours-label" mb={2}>
          {t('colours')}
        </Text>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="colours-label"
          value={colorScheme}
          onChange={setColorScheme}
          data={[
            { value: 'auto', label: t('colourAuto') },
            { value: 'light', label: t('colourLight') },
            { value: 'dark', label: t('colourDark') },
          ]}
        />
      </div>
    </>
  );
}

function SignOut() {
  const t = useShellTexts();
  const signOut = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/sign-out')),
    onSuccess: () => {
      tellSignedOut();
      window.location.assign('/sign-in');
    },
  });
  return (
    <Button variant="default" size="xs" onClick={() => signOut.mutate()} loading={signOut.isPending}>
      {t('signOut')}
    </Button>
  );
}
