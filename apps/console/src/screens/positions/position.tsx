import type { Position as PositionRecord } from '@goen/client';
import { Alert, Button, Group, Stack, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { withoutUndefined } from '../../api/pages.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { FormerCandidates } from './former-candidates.tsx';
import { Invited } from './invited.tsx';
import { PositionDetails } from './position-details.tsx';
import { PositionBadges } from './position-row.tsx';
import { changePosition, type PositionSearch, positionQuery, positionTabs } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions_/$positionId');

/** One opening: who might fit, who was invited, and what it is. */
export function Position() {
  const t = useTexts();
  const { positionId } = route.useParams();
  const { tab = 'candidates', invitation } = route.useSearch();
  const navigate = route.useNavigate();
  const mayReadPeople = useMay('candidates:read');
  const query = useQuery(positionQuery(positionId));
  const position = query.data;
  const shown = positionTabs.filter((name) => name === 'details' || mayReadPeople);
  const current = shown.includes(tab) ? tab : 'details';
  return (
    <Screen
      title={position?.title ?? t('position')}
      actions={position && <Actions position={position} />}
      top={
        <Stack gap="xs">
          {position && (
            <Group gap="xs">
              <PositionBadges position={position} />
            </Group>
          )}
          <Tabs
            value={current}
            onChange={(value) =>
              void navigate({
                search: withoutUndefined({
                  tab: positionTabs.find((name) => name === value && name !== 'candidates'),
                }) as PositionSearch,
              })
            }
          >
            <Tabs.List aria-label={t('tabsLabel')}>
              {shown.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {t(`positionTabs.${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          {position?.state === 'closed' && current === 'candidates' && (
            <Alert color="gray" variant="outline" icon={<Icon name="pause" />} title={t('isClosed')}>
              {t('isClosedAdvice')}
            </Alert>
          )}
        </Stack>
      }
      isFull={current !== 'details'}
      isRowOpen={current === 'invitations' && invitation !== undefined}
    >
      <Loaded query={query} lines={10}>
        {(loaded) => (
          <>
            {current === 'candidates' && <FormerCandidates position={loaded} />}
            {current === 'invitations' && <Invited position={loaded} />}
            {current === 'details' && <PositionDetails position={loaded} />}
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Actions({ position: { id, title, state } }: { position: PositionRecord }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const mayWrite = useMay('positions:write');
  const change = useMutation({
    mutationFn: (next: 'open' | 'closed') => changePosition(id, { state: next }),
    onSuccess: async (_changed, next) => {
      for (const topic of ['positions', 're_invitations', 'candidates'])
        await queryClient.invalidateQueries({ queryKey: [topic] });
      notifications.show({ message: t(next === 'open' ? 'reopened' : 'closed'), role: 'status' });
    },
  });
  const askClose = async () => {
    const question = { title: t('closeTitle'), consequence: t('closeAdvice', { title }), action: t('close') };
    if (await confirm({ ...question, isDangerous: true })) change.mutate('closed');
  };
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<Icon name="back" size={18} />}
        renderRoot={(props) => <Link to="/positions" {...props} />}
      >
        {t('back')}
      </Button>
      {mayWrite && (
        <Button
          variant="default"
          leftSection={<Icon name="pen" size={18} />}
          renderRoot={(props) => <Link to="/positions/$positionId/edit" params={{ positionId: id }} {...props} />}
        >
          {t('edit')}
        </Button>
      )}
      {mayWrite && (
        <Button
          variant="default"
          loading={change.isPending}
          onClick={() => (state === 'open' ? void askClose() : change.mutate('open'))}
        >
          {t(state === 'open' ? 'close' : 'reopen')}
        </Button>
      )}
    </>
  );
}
