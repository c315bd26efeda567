import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { withoutUndefined } from '../../api/pages.ts';
import { Screen } from '../../ui/screen.tsx';
import { type TemplateSearch, tabs } from './queries.ts';
import { Registrations } from './registrations.tsx';
import { TemplateText } from './template-text.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/template');

/** The people who registered through the link in rejection mails, and the text that has the link. */
export function Template() {
  const t = useTexts();
  const { tab = 'registrations', open } = route.useSearch();
  const navigate = route.useNavigate();
  const mayReadText = useMay('mail:read');
  const isText = tab === 'text' && mayReadText;
  return (
    <Screen
      title={t('title')}
      about={t('about')}
      top={
        <Tabs
          value={isText ? 'text' : 'registrations'}
          onChange={(value) =>
            void navigate({
              search: withoutUndefined({
                tab: tabs.find((name) => name === value && name !== 'registrations'),
              }) as TemplateSearch,
            })
          }
        >
          <Tabs.List aria-label={t('tabsLabel')}>
            {tabs.map((name) =>
              name === 'text' && !mayReadText ? null : (
                <Tabs.Tab key={name} value={name}>
                  {t(`tabs.${name}`)}
                </Tabs.Tab>
              ),
            )}
          </Tabs.List>
        </Tabs>
      }
      isFull={!isText}
      isRowOpen={!isText && open !== undefined}
    >
      {isText ? <TemplateText /> : <Registrations />}
    </Screen>
  );
}
