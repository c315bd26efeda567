import type { Today as TodayCounts } from '@goen/client';
import { Alert, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../api/me.ts';
import { addDays, useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { CountRow } from './count-row.tsx';
import { FirstAwaiting } from './first-awaiting.tsx';
import { todayQuery } from './queries.ts';
import { RevisitList } from './revisit-list.tsx';
import { SharedAddressList } from './shared-address-list.tsx';
import { useTexts } from './texts.ts';
import { WaitingList } from './waiting-list.tsx';

/** What waits for somebody this morning, what leaves today, and what is new. */
export function Today() {
  const t = useTexts();
  const { member } = useMe();
  // Once per visit: what is new must not change while one reads it.
  const [options] = useState(() => todayQuery(member?.id ?? ''));
  const query = useQuery(options);
  return (
    <Screen title={t('title')}>
      <Loaded query={query} lines={10}>
        {(today) => (
          <Stack>
            {today.mails_paused && (
              <Alert color="orange" variant="outline" icon={<Icon name="pause" />} title={t('paused')}>
                {t('pausedAdvice')}
              </Alert>
            )}
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: 'start' }}>
              <Stack>
                <ToDo today={today} />
                <FirstAwaiting count={today.mails.awaiting} />
              </Stack>
              <Stack>
                <Going today={today} />
                <News today={today} />
              </Stack>
            </SimpleGrid>
          </Stack>
        )}
      </Loaded>
    </Screen>
  );
}

function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}

function ToDo({ today }: { today: TodayCounts }) {
  const t = useTexts();
  const { mails, interests, feedback_requests: feedback, waiting_applications: waiting } = today;
  const overdue = (count: number) => (count > 0 ? t('overdue', { count }) : null);
  const withoutNote = mails.awaiting_without_note;
  const rows: readonly (Parameters<typeof CountRow>[0] & { key: string })[] = [
    {
      key: 'awaiting',
      icon: 'queue',
      text: t('awaiting'),
      count: mails.awaiting,
      note: t('awaitingAdvice') + (withoutNote > 0 ? t('awaitingWithoutNote', { count: withoutNote }) : ''),
      to: '/mails',
      search: { state: 'awaiting' },
    },
    {
      key: 'note',
      icon: 'pen',
      text: t('noteMissing'),
      // Those that await approval as well are counted there.
      count: mails.note_missing_only,
      to: '/mails',
      search: { state: 'note_missing' },
    },
    {
      key: 'failures',
      icon: 'bounce',
      text: t('failures'),
      count: today.new_failures,
      to: '/sent',
      search: { state: 'bounced' },
    },
    {
      key: 'complaints',
      icon: 'warning',
      text: t('complaints'),
      count: today.new_complaints,
      to: '/sent',
      search: { state: 'complained' },
    },
    {
      key: 'interests',
      icon: 'positions',
      text: t('interests'),
      count: interests.unanswered,
      note: overdue(interests.overdue),
      to: '/positions',
      search: { tab: 'answers' },
    },
    {
      key: 'addresses',
      icon: 'pool',
      text: t('sharedAddresses'),
      count: today.shared_addresses,
      details: <SharedAddressList />,
    },
    { key: 'registrations', icon: 'template', text: t('registrations'), count: today.registrations, to: '/template' },
    {
      key: 'feedback',
      icon: 'wordings',
      text: t('feedback'),
      count: feedback.open,
      note: overdue(feedback.overdue),
      to: '/requests',
    },
    {
      key: 'corrections',
      icon: 'pen',
      text: t('corrections'),
      count: today.correction_requests,
      to: '/requests/corrections',
    },
    {
      key: 'revisits',
      icon: 'clock',
      text: t('revisits'),
      count: today.revisits,
      details: <RevisitList until={today.date} />,
    },
    {
      key: 'waiting',
      icon: 'cases',
      text: t('waiting'),
      count: waiting.count,
      note: t('waitingAdvice', { count: waiting.after_business_days }),
      details: <WaitingList />,
    },
    { key: 'held', icon: 'pause', text: t('held'), count: mails.held, to: '/mails', search: { state: 'held' } },
    { key: 'leaving', icon: 'erasures', text: t('leaving'), count: today.leaving, to: '/pool', search: { leaves: 30 } },
  ];
  const open = rows.filter(({ count }) => count > 0);
  return (
    <Card title={t('toDo')}>
      {open.length === 0 ? (
        <EmptyState icon="check" title={t('nothing')}>
          {t('nothingAdvice')}
        </EmptyState>
      ) : (
        <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
          {open.map(({ key, ...row }) => (
            <CountRow key={key} {...row} />
          ))}
        </Stack>
      )}
    </Card>
  );
}

function Going({ today: { date, mails } }: { today: TodayCounts }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const day = (text: string, on: string) => t('day', { text, day: formatDay(on) });
  const waits = (count: number) => (count > 0 ? t('waits', { count }) : null);
  return (
    <Card title={t('going')}>
      <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
        <CountRow
          icon="today"
          text={day(t('today'), date)}
          count={mails.due_today}
          note={waits(mails.due_today - mails.today)}
          to="/mails"
          search={{ day: date }}
        />
        <CountRow
          icon="sent"
          text={day(t('tomorrow'), addDays(date, 1))}
          count={mails.due_tomorrow}
          note={waits(mails.due_tomorrow - mails.tomorrow)}
          to="/mails"
          search={{ day: addDays(date, 1) }}
        />
      </Stack>
    </Card>
  );
}

function News({ today }: { today: TodayCounts }) {
  const t = useTexts();
  const { formatTime } = useFormats();
  const { new_consents: consents, new_points: points, new_credits: credits } = today;
  const news = [
    [t('relayConsents'), consents.relay],
    [t('followUpConsents'), consents.follow_up],
    [t('withdrawn'), consents.withdrawn],
    [t('points'), points],
    [t('credits'), credits ?? 0],
  ] as const;
  const fresh = news.filter(([, count]) => count > 0);
  return (
    <Card
      title={t('news')}
      aside={
        <Text size="sm" c="dimmed">
          {t('newsSince', { time: formatTime(today.since) })}
        </Text>
      }
    >
      {fresh.length === 0 ? (
        <Text c="dimmed">{t('noNews')}</Text>
      ) : (
        <Group gap="xl">
          {fresh.map(([text, count]) => (
            <div key={text}>
              <Text fz={28} fw={600} lh={1.2} className="tabular">
                {count}
              </Text>
              <Text size="sm">{text}</Text>
            </div>
          ))}
        </Group>
      )}
    </Card>
  );
}
