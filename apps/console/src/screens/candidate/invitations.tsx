import type { ReInvitation } from '@goen/client';
import { Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { invitationsQuery, positionQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<ReInvitation['state'], Tone>> = {
  planned: 'neutral',
  sent: 'neutral',
  interested: 'waiting',
  closed: 'stopped',
};

/** About which openings they were written to, and what they answered. */
export function Invitations({ id }: { id: string }) {
  const t = useTexts();
  const { formatDay, formatTime } = useFormats();
  const mayRead = useMay('positions:read');
  const query = useQuery({ ...invitationsQuery(id), enabled: mayRead });
  const items = query.data?.items ?? [];
  const positionIds = [...new Set(items.map(({ position_id: positionId }) => positionId))];
  const positions = useQueries({ queries: positionIds.map((positionId) => positionQuery(positionId)) });
  const titles = new Map(positions.flatMap(({ data }) => (data ? [[data.id, data.title] as const] : [])));
  if (!mayRead) return null;
  return (
    <Card title={t('invitations')}>
      <Loaded query={query} lines={2}>
        {() =>
          items.length === 0 ? (
            <Text c="dimmed">{t('noInvitations')}</Text>
          ) : (
            <ul className={classes.list} aria-label={t('invitations')}>
              {items.map((item) => (
                <li key={item.id}>
                  <Text size="sm" fw={600}>
                    {titles.get(item.position_id) ?? '…'}
                  </Text>
                  <StateBadge tone={tones[item.state]}>
                    {item.ended === null ? t(`invitationStates.${item.state}`) : t(`invitationEnds.${item.ended}`)}
                  </StateBadge>
                  <Facts
                    facts={[
                      [t('sentAt'), item.sent_at && formatTime(item.sent_at)],
                      [
                        t('replyDue'),
                        item.state === 'interested' && item.due_on !== null ? formatDay(item.due_on) : null,
                      ],
                    ]}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
