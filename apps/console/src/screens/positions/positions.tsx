import { Button, Tabs } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { withoutUndefined } from '../../api/pages.ts';
import { Screen } from '../../ui/screen.tsx';
import { Answers } from './answers.tsx';
import { Outcome } from './outcome.tsx';
import { PositionList } from './position-list.tsx';
import { type PositionsSearch, tabs } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions');

/** Openings, the answers of people who were invited to them, and what came of it. */
export function Positions() {
  const t = useTexts();
  const { tab = 'positions', invitation } = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMay('positions:write');
  const mayReport = useMay('reports:read');
  const shown = tabs.filter((name) => name !== 'outcome' || mayReport);
  return (
    <Screen
      title={t('title')}
      about={t('about')}
      actions={mayWrite && <Button renderRoot={(props) => <Link to="/positions/new" {...props} />}>{t('new')}</Button>}
      top={
        <Tabs
          value={tab}
          onChange={(value) =>
            void navigate({
              search: withoutUndefined({
                tab: tabs.find((name) => name === value && name !== 'positions'),
              }) as PositionsSearch,
            })
          }
        >
          <Tabs.List aria-label={t('tabsLabel')}>
            {shown.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
      isFull={tab !== 'outcome'}
      isRowOpen={tab === 'answers' && invitation !== undefined}
    >
      {tab === 'positions' && <PositionList />}
      {tab === 'answers' && <Answers />}
      {tab === 'outcome' && mayReport && <Outcome />}
    </Screen>
  );
}
