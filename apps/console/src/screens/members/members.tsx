import { Button, Group, Paper, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { toRows } from '../../api/pages.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Placeholder } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import { membersQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/settings/members');

/** Who may sign in for the company, and as what. */
export function Members() {
  const t = useTexts();
  const mayManage = useMay('members:manage');
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(membersQuery(state));
  const rows = toRows(query.data);
  const [isInviting, setInviting] = useState(false);
  useShortcuts([{ keys: 'n', text: t('invite'), run: () => setInviting(true), isDisabled: !mayManage }]);
  const heads = ['name', 'role', 'state', state === 'removed' ? 'removed' : 'since'] as const;
  return (
    <Stack>
      <Text size="sm">{t(mayManage ? 'about' : 'aboutReading')}</Text>
      <Group justify="space-between">
        <SegmentedControl
          size="sm"
          aria-label={t('shown')}
          value={state ?? 'current'}
          onChange={(next) => void navigate({ search: next === 'removed' ? { state: 'removed' } : {} })}
          data={(['current', 'removed'] as const).map((value) => ({ value, label: t(`shownStates.${value}`) }))}
        />
        {mayManage && (
          <Button size="sm" onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        )}
      </Group>
      {query.error !== null && rows.length === 0 ? (
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Placeholder lines={6} />
      ) : rows.length === 0 ? (
        <EmptyState icon="members" title={t('empty')} />
      ) : (
        <Paper withBorder>
          <Table.ScrollContainer minWidth={780} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={t('list')}>
              <Table.Thead>
                <Table.Tr>
                  {heads.map((head) => (
                    <Table.Th key={head}>{t(`heads.${head}`)}</Table.Th>
                  ))}
                  {mayManage && state !== 'removed' && <Table.Th>{t('heads.actions')}</Table.Th>}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((member) => (
                  <MemberRow key={member.id} member={member} mayManage={mayManage} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
      {query.hasNextPage && (
        <Group>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
      {isInviting && <MemberDialog onClose={() => setInviting(false)} />}
    </Stack>
  );
}
