import { AppShell, Badge, Burger, Group, NavLink, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useLocation } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import { WhenAsked } from '../ui/when-asked.tsx';
import { Account } from './account.tsx';
import { Company } from './company.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Icon } from './icons.tsx';
import { useShortcuts } from './keyboard.ts';
import { LoadingBar } from './loading-bar.tsx';
import { type Area, findScreen } from './nav.ts';
import { areShortcutsOpen, isPaletteOpen, openPalette, openShortcuts } from './palette-state.ts';
import { useSameSession } from './same-session.ts';
import classes from './shell.module.css';
import { useShownScreens } from './shown-screens.ts';
import { useShellTexts } from './texts.ts';

const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx'));
const CompanyPalette = lazy(() => import('./company-palette.tsx'));
const OperatorPalette = lazy(() => import('./operator-palette.tsx'));

/** Header, navigation and the screen. */
export function Shell({
  areas,
  isOperator = false,
  children,
}: {
  areas: readonly Area[];
  isOperator?: boolean;
  children: ReactNode;
}) {
  const t = useShellTexts();
  useSameSession();
  useShortcuts(
    [
      { keys: 'mod+k', text: t('openPalette'), run: openPalette },
      { keys: '?', text: t('openShortcuts'), run: openShortcuts },
    ],
    'everywhere',
  );
  const [isOpen, { toggle, close }] = useDisclosure(false);
  // Of all areas: the operator's first address begins those of its other screens.
  const path = useLocation({ select: ({ pathname }) => pathname });
  const current = findScreen(areas, path)?.id;
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}>
      <WhenAsked store={isPaletteOpen} component={isOperator ? OperatorPalette : CompanyPalette} />
      <WhenAsked store={areShortcutsOpen} component={ShortcutSheet} />
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <AppShell.Header>
        <LoadingBar />
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? t('closeNavigation') : t('openNavigation')}
            />
            <Link to={isOperator ? '/operator' : '/'} className={classes.brand}>
              Goen
            </Link>
            {isOperator ? <Badge variant="filled">{t('operatorArea')}</Badge> : <Company />}
          </Group>
          <Group gap="xs" wrap="nowrap">
            <UnstyledButton className={classes.search} onClick={openPalette} visibleFrom="xs">
              <Icon name="search" size={16} />
              <Text span size="sm">
                {t('search')}
              </Text>
              <kbd className={classes.key}>{modKey} K</kbd>
            </UnstyledButton>
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('navigation')}>
        <ScrollArea className={classes.navigation}>
          {areas.map((area) => (
            <NavArea key={area.id} area={area} current={current} onChoose={close} />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <ConnectionBanner />
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

const modKey = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';

type NavAreaProps = { area: Area; current: string | undefined; onChoose: () => void };

function NavArea({ area, current, onChoose }: NavAreaProps) {
  const t = useShellTexts();
  const screens = useShownScreens()(area);
  if (screens.length === 0) return null;
  return (
    <section aria-labelledby={`area-${area.id}`} className={classes.area}>
      <Text component="h2" id={`area-${area.id}`} className={classes.areaTitle}>
        {t(`areas.${area.id}`)}
      </Text>
      {screens.map(({ id, path: to, icon }) => (
        <NavLink
          key={id}
          component={Link}
          to={to}
          // What is current is decided here: by itself, a link also is on addresses that begin with its own.
          activeOptions={{ exact: true, includeSearch: false }}
          active={current === id}
          aria-current={current === id ? 'page' : undefined}
          variant="filled"
          className={classes.link}
          leftSection={<Icon name={icon} />}
          label={t(`screens.${id}`)}
          onClick={onChoose}
        />
      ))}
    </section>
  );
}
