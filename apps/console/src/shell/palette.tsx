import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useStore } from '../ui/store.ts';
import { Icon } from './icons.tsx';
import { useShortcutGroups } from './keyboard.ts';
import type { Area } from './nav.ts';
import { isPaletteOpen } from './palette-state.ts';
import { useShownScreens } from './shown-screens.ts';
import { useShellTexts } from './texts.ts';

/** Ctrl or ⌘ + K: every screen, and what can be done on this one. */
export function Palette({ areas }: { areas: readonly Area[] }) {
  const t = useShellTexts();
  const navigate = useNavigate();
  const listScreens = useShownScreens();
  const isAsked = useStore(isPaletteOpen);
  useEffect(() => {
    if (isAsked) spotlight.open();
  }, [isAsked]);
  const here = useShortcutGroups()
    .filter(({ place }) => place === 'screen')
    .flatMap(({ shortcuts }) => shortcuts)
    .filter(({ isDisabled }) => isDisabled !== true);
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('actions'),
      actions: here.map(({ keys, text, run }) => ({
        id: `do-${keys}`,
        label: text,
        onClick: run,
        rightSection: <kbd>{keys}</kbd>,
      })),
    },
    {
      group: t('goTo'),
      actions: areas.flatMap(listScreens).map(({ id, path, icon }) => ({
        id,
        label: t(`screens.${id}`),
        leftSection: <Icon name={icon} />,
        onClick: () => void navigate({ to: path }),
      })),
    },
  ];
  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      onSpotlightClose={() => isPaletteOpen.set(false)}
      nothingFound={t('nothingFound')}
      searchProps={{ placeholder: t('searchHint'), 'aria-label': t('searchHint'), leftSection: <Icon name="search" /> }}
      highlightQuery
      scrollable
      maxHeight={420}
    />
  );
}
