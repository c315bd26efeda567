import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { withoutUndefined } from '../../api/pages.ts';
import { Screen } from '../../ui/screen.tsx';
import { Keys } from './keys.tsx';
import { type ConnectionsSearch, type Tab, tabs } from './queries.ts';
import { Systems } from './systems.tsx';
import { useTexts } from './texts.ts';
import { Webhooks } from './webhooks.tsx';

const route = getRouteApi('/_company/connections');

/** Systems that rejections come from and candidates go to, webhooks that go out, and keys of the API. */
export function Connections() {
  const t = useTexts();
  const { tab = 'systems', open, kind } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (change: ConnectionsSearch) =>
    void navigate({ search: withoutUndefined({ tab: tab === 'systems' ? undefined : tab, ...change }) });
  return (
    <Screen
      title={t('title')}
      about={t(`about.${tab}`)}
      top={
        <Tabs
          value={tab}
          onChange={(next) => go({ tab: next === 'systems' || next === null ? undefined : (next as Tab) })}
        >
          <Tabs.List aria-label={t('title')}>
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {/* What they control stands below, in the screen. */}
          {tabs.map((name) => (
            <Tabs.Panel key={name} value={name}>
              {null}
            </Tabs.Panel>
          ))}
        </Tabs>
      }
      isFull={tab !== 'keys'}
      isRowOpen={open !== undefined}
    >
      {tab === 'systems' && <Systems open={open} kind={kind} go={go} />}
      {tab === 'webhooks' && <Webhooks open={open} go={go} />}
      {tab === 'keys' && <Keys isAdding={open !== undefined} go={go} />}
    </Screen>
  );
}
