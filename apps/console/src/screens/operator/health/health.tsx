import type { OperatorHealth } from '@goen/client/operator';
import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormats } from '../../../i18n/dates.ts';
import { Icon } from '../../../shell/icons.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import classes from '../operator.module.css';
import { healthQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** Whether every part answers, what waits for Temporal, and which versions run. */
export function Health() {
  const t = useTexts();
  const query = useQuery(healthQuery);
  return (
    <Screen title={t('title')} about={t('about')}>
      <Loaded query={query} lines={8}>
        {(health) => (
          <Stack>
            <Summary health={health} />
            <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'start' }}>
              <Part title={t('parts')}>
                <ul className={classes.steps}>
                  {parts.map((part) => (
                    <li key={part}>
                      <StateBadge tone={health.checks[part] ? 'good' : 'bad'}>
                        {health.checks[part] ? t('answers') : t('silent')}
                      </StateBadge>
                      <Text span size="sm">
                        {t(`part.${part}`)}
                      </Text>
                      {!health.checks[part] && (
                        <Text size="sm" w="100%" c="var(--goen-quiet)">
                          {t(`advice.${part}`)}
                        </Text>
                      )}
                    </li>
                  ))}
                </ul>
              </Part>
              <Part title={t('outbox')}>
                <Outbox outbox={health.outbox} />
              </Part>
              <Part title={t('complaints')}>
                <Complaints complaints={health.complaints} />
              </Part>
              <Part title={t('versions')}>
                <Facts
                  facts={[
                    [t('node'), health.versions.node],
                    [t('postgres'), health.versions.postgres],
                    [t('schema'), health.versions.schema],
                  ]}
                />
              </Part>
            </SimpleGrid>
          </Stack>
        )}
      </Loaded>
    </Screen>
  );
}

const parts = ['database', 'temporal', 'mail_service', 'credit_service'] as const;

function Summary({ health: { checks, outbox } }: { health: OperatorHealth }) {
  const t = useTexts();
  const silent = parts.filter((part) => !checks[part]);
  if (silent.length === 0 && outbox.failing === 0)
    return <Notice color="green" icon={<Icon name="check" />} title={t('allWell')} />;
  return (
    <Notice role="alert" color="red" icon={<Icon name="warning" />} title={t('notWell')}>
      {silent.length > 0 && (
        <Text size="sm">
          {t('silentParts', { parts: silent.map((part) => t(`part.${part}`)).join(t('separator')) })}
        </Text>
      )}
      {outbox.failing > 0 && <Text size="sm">{t('failingRows', { count: outbox.failing })}</Text>}
    </Notice>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <Paper component="section" withBorder p="md" aria-label={title}>
    <Title order={2} mb="xs">
      {title}
    </Title>
    {children}
  </Paper>
);

function Outbox({ outbox }: Pick<OperatorHealth, 'outbox'>) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { waiting, failing, oldest_at: at } = outbox;
  return (
    <>
      <Facts
        facts={[
          [t('waiting'), formatNumber(waiting)],
          [t('failing'), formatNumber(failing)],
          [t('oldest'), at === null ? t('noneWaiting') : <When key="oldest" at={at} isRelative />],
        ]}
      />
      <Text size="sm" c="var(--goen-quiet)" mt="xs">
        {t('outboxAbout')}
      </Text>
    </>
  );
}

function Complaints({ complaints: { unanswered, not_notified: notNotified } }: Pick<OperatorHealth, 'complaints'>) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  return (
    <>
      <Facts
        facts={[
          [t('unanswered'), formatNumber(unanswered)],
          [t('notNotified'), formatNumber(notNotified)],
        ]}
      />
      {notNotified > 0 && (
        <Text size="sm" mt="xs">
          {t('notNotifiedAdvice')}
        </Text>
      )}
      {unanswered > 0 && (
        <Anchor component={Link} to="/operator/complaints" size="sm">
          {t('toComplaints')}
        </Anchor>
      )}
    </>
  );
}
