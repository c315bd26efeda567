import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Screen } from '../../../ui/screen.tsx';
import { changeFilters } from '../use-filters.ts';
import { ErasureList } from './erasure-list.tsx';
import type { ErasureSearch } from './queries.ts';
import { Retention } from './retention.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/erasures');

/** What is deleted by itself and when, and who was erased. */
export function Erasures() {
  const t = useTexts();
  const { show } = route.useSearch();
  const filter = changeFilters<ErasureSearch>(route.useNavigate());
  return (
    <Screen
      title={t('title')}
      isFull={show === 'erasures'}
      top={
        <Tabs
          value={show ?? 'retention'}
          onChange={(value) => filter({ show: value === 'erasures' ? 'erasures' : null })}
        >
          <Tabs.List aria-label={t('title')}>
            <Tabs.Tab value="retention">{t('retention')}</Tabs.Tab>
            <Tabs.Tab value="erasures">{t('erasures')}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      }
    >
      {show === 'erasures' ? <ErasureList /> : <Retention />}
    </Screen>
  );
}
