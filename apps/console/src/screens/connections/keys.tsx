import type { IssuedApiKey } from '@goen/client';
import { Alert, Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toRows } from '../../api/pages.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShortcuts } from '../../shell/keyboard.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Placeholder } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AddKey } from './add-key.tsx';
import { KeyRow } from './key-row.tsx';
import { type ConnectionsSearch, keysQuery, newEntry } from './queries.ts';
import { useTexts } from './texts.ts';

export function Keys({ isAdding, go }: { isAdding: boolean; go: (search: ConnectionsSearch) => void }) {
  const t = useTexts();
  const query = useInfiniteQuery(keysQuery);
  const rows = toRows(query.data);
  const [issued, setIssued] = useState<IssuedApiKey | null>(null);
  useShortcuts([{ keys: 'n', text: t('addKey'), run: () => go({ open: newEntry }) }]);
  if (query.error !== null && rows.length === 0)
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Placeholder lines={6} />;
  return (
    <Stack>
      {issued && (
        <Alert
          color="orange"
          variant="outline"
          icon={<Icon name="warning" />}
          title={t('keyOnce', { name: issued.api_key.name })}
          withCloseButton
          closeButtonLabel={t('hideKey')}
          onClose={() => setIssued(null)}
        >
          <CopyField label={t('key')} value={issued.key} />
        </Alert>
      )}
      {isAdding ? (
        <Paper withBorder p="md" maw={720}>
          <AddKey
            onBack={() => go({})}
            onAdded={(key) => {
              setIssued(key);
              go({});
            }}
          />
        </Paper>
      ) : (
        <Group>
          <Button size="sm" onClick={() => go({ open: newEntry })}>
            {t('addKey')}
          </Button>
        </Group>
      )}
      {rows.length === 0 ? (
        <EmptyState icon="connections" title={t('keysEmpty')}>
          <Text size="sm">{t('keysEmptyAdvice')}</Text>
        </EmptyState>
      ) : (
        <Paper withBorder>
          <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing="sm" horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr>
                  {(['keyName', 'keyState', 'keyScopes', 'keyUsed', 'keyCreated'] as const).map((head) => (
                    <Table.Th key={head}>{t(head)}</Table.Th>
                  ))}
                  <Table.Th>{t('keyActions')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((key) => (
                  <KeyRow
                    key={key.id}
                    apiKey={key}
                    isReplaced={rows.some(({ rotated_from: from }) => from === key.id)}
                    onIssued={setIssued}
                  />
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
    </Stack>
  );
}
