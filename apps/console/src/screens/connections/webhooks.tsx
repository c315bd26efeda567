import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DetailContent, ListDetail } from '../../ui/list-detail.tsx';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { AddChat } from './add-chat.tsx';
import { AddWebhook } from './add-webhook.tsx';
import classes from './connections.module.css';
import { EndpointState } from './endpoint-state.tsx';
import { type ConnectionsSearch, endpointsQuery, newChatEntry, newEntry } from './queries.ts';
import { useTexts } from './texts.ts';
import { WebhookDetail } from './webhook-detail.tsx';

export function Webhooks({ open, go }: { open: string | undefined; go: (search: ConnectionsSearch) => void }) {
  const t = useTexts();
  const query = useQuery(endpointsQuery);
  const rows = query.data?.items ?? [];
  // Shown once, until another row is opened.
  const [issued, setIssued] = useState<{ readonly id: string; readonly secret: string } | null>(null);
  const cursor = useRowCursor({ rows, getKey: ({ id }) => id, openKey: open, onOpen: (id) => go({ open: id }) });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'n', text: t('addWebhook'), run: () => go({ open: newEntry }) },
  ]);
  const endpoint = rows.find(({ id }) => id === open);
  return (
    <ListDetail
      isOpen={open !== undefined}
      listLabel={t('webhookList')}
      list={
        <>
          <div className={classes.listHead}>
            <Button size="sm" onClick={() => go({ open: newEntry })}>
              {t('addWebhook')}
            </Button>
            <Button size="sm" variant="default" onClick={() => go({ open: newChatEntry })}>
              {t('addChat')}
            </Button>
          </div>
          <Loaded query={query} lines={6}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState icon="connections" title={t('webhooksEmpty')}>
                  <Text size="sm">{t('webhooksEmptyAdvice')}</Text>
                </EmptyState>
              ) : (
                <ul className={classes.log} aria-label={t('webhookList')}>
                  {items.map((item) => (
                    <li key={item.id}>
                      <ListRow isOpen={item.id === open} path="/connections" open={{ open: item.id }}>
                        <RowLine>
                          <Text span fw={600} truncate>
                            {item.description ?? item.url}
                          </Text>
                          <EndpointState state={item.state} />
                        </RowLine>
                        <Text span size="sm" c="dimmed" display="block" truncate>
                          {item.url}
                        </Text>
                      </ListRow>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </>
      }
      detailLabel={t('webhookDetail')}
      detail={
        open === newEntry ? (
          <DetailContent>
            <AddWebhook
              onBack={() => go({})}
              onAdded={(id, secret) => {
                setIssued({ id, secret });
                go({ open: id });
              }}
            />
          </DetailContent>
        ) : open === newChatEntry ? (
          <DetailContent>
            <AddChat onBack={() => go({})} onAdded={(id) => go({ open: id })} />
          </DetailContent>
        ) : endpoint === undefined ? (
          <EmptyState icon="connections" title={t('chooseWebhook')} />
        ) : (
          <WebhookDetail
            key={endpoint.id}
            endpoint={endpoint}
            secret={issued?.id === endpoint.id ? issued.secret : null}
            onSecret={(secret) => setIssued({ id: endpoint.id, secret })}
            onBack={() => go({})}
          />
        )
      }
    />
  );
}
