import type { DnsRecord, SenderDomain } from '@goen/client';
import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import classes from './dns-records.module.css';
import { Part } from './part.tsx';
import { senderDomainQuery } from './queries.ts';
import { useTexts } from './texts.ts';

type DomainState = SenderDomain['state'];
const tones: Readonly<Record<DomainState, Tone>> = {
  verified: 'good',
  pending: 'waiting',
  failed: 'bad',
  missing: 'bad',
  unknown: 'neutral',
};

/** What the DNS of the sender's domain must say, and whether it does. */
export function DnsRecords() {
  const t = useTexts();
  const { formatTime } = useFormats();
  const mayRead = useMay('mail:read');
  const query = useQuery({ ...senderDomainQuery, enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Part
      title={t('dns')}
      about={t('dnsAbout')}
      actions={
        <Button variant="default" size="xs" onClick={() => void query.refetch()} loading={query.isFetching}>
          {t('dnsCheck')}
        </Button>
      }
    >
      <Loaded query={query}>
        {(domain) => (
          <Stack gap="sm">
            <Group gap="sm">
              <Text fw={600}>{domain.domain}</Text>
              <StateBadge tone={tones[domain.state]}>{t(`domainStates.${domain.state}`)}</StateBadge>
              <Text size="xs" c="dimmed">
                {t('checkedAt', { time: formatTime(domain.checked_at) })}
              </Text>
            </Group>
            <ul className={classes.states}>
              {(['spf', 'dkim', 'dmarc'] as const).map((check) => (
                <li key={check}>
                  <Text size="sm" fw={600}>
                    {check.toUpperCase()}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(`checks.${check}`)}
                  </Text>
                  <StateBadge tone={tones[domain[check]]}>{t(`domainStates.${domain[check]}`)}</StateBadge>
                </li>
              ))}
            </ul>
            {domain.records.length === 0 ? (
              <Text size="sm">{t('noRecords')}</Text>
            ) : (
              <ul className={classes.records} aria-label={t('records')}>
                {domain.records.map((record) => (
                  <Record key={`${record.type} ${record.host} ${record.value}`} record={record} />
                ))}
              </ul>
            )}
          </Stack>
        )}
      </Loaded>
    </Part>
  );
}

function Record({ record: { purpose, type, host, value, priority, state } }: { record: DnsRecord }) {
  const t = useTexts();
  return (
    <li>
      <Group gap="sm" mb={6}>
        <Text fw={600} size="sm">
          {purpose.toUpperCase()}
        </Text>
        <StateBadge tone={tones[state]}>{t(`domainStates.${state}`)}</StateBadge>
      </Group>
      <dl className={classes.record}>
        <dt>{t('record.type')}</dt>
        <dd>{priority === null ? type : t('record.priority', { type, priority })}</dd>
        <dt>{t('record.host')}</dt>
        <dd>
          <Copied text={host} label={t('record.copyHost', { purpose: purpose.toUpperCase() })} />
        </dd>
        <dt>{t('record.value')}</dt>
        <dd>
          <Copied text={value} label={t('record.copyValue', { purpose: purpose.toUpperCase() })} />
        </dd>
      </dl>
    </li>
  );
}

function Copied({ text, label }: { text: string; label: string }) {
  const shell = useShellTexts();
  return (
    <Group gap="xs" wrap="nowrap" align="start">
      <Code className={classes.code}>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy} aria-label={label} miw={84}>
            {copied ? shell('copied') : shell('copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
