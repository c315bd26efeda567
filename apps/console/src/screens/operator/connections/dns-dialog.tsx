import type { SenderDomain } from '@goen/client/operator';
import { Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useShellTexts } from '../../../shell/texts.ts';
import { CopyField } from '../../../ui/copy-field.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { dnsChecks, dnsTones } from './dns.tsx';
import { senderDomainQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** Checks a domain now, and lists the records that its DNS lacks, to be passed on to the company. */
export function DnsDialog({
  companyId,
  company,
  onClose,
}: {
  companyId: string;
  company: string;
  onClose: () => void;
}) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const query = useQuery(senderDomainQuery(companyId));
  const checkedAt = query.data?.checked_at;
  useEffect(() => {
    if (checkedAt !== undefined) void queryClient.invalidateQueries({ queryKey: ['operator-domains'] });
  }, [checkedAt, queryClient]);
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('dnsTitle', { company })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Loaded query={query} lines={6}>
        {(domain) => <Checked domain={domain} />}
      </Loaded>
    </Modal>
  );
}

function Checked({ domain }: { domain: SenderDomain }) {
  const t = useTexts();
  const lacking = domain.records.filter(({ state }) => state !== 'verified');
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Text fw={600}>{domain.domain}</Text>
        <StateBadge tone={dnsTones[domain.state]}>{t(`dnsStates.${domain.state}`)}</StateBadge>
        <Text size="xs" c="var(--goen-quiet)">
          {t('lastCheck')} <When at={domain.checked_at} />
        </Text>
      </Group>
      <Text size="sm">{t(`dnsMeans.${domain.state}`)}</Text>
      <Group gap="lg">
        {dnsChecks.map((check) => (
          <Group key={check} gap="xs">
            <Text size="sm" fw={600}>
              {check.toUpperCase()}
            </Text>
            <StateBadge tone={dnsTones[domain[check]]}>{t(`dnsStates.${domain[check]}`)}</StateBadge>
          </Group>
        ))}
      </Group>
      {lacking.length === 0 ? (
        <Text size="sm">{t('nothingLacking')}</Text>
      ) : (
        <>
          <Text size="sm">{t('lacking')}</Text>
          {lacking.map(({ purpose, type, host, value, priority, state }) => (
            <Stack
              key={`${type} ${host} ${value}`}
              gap={4}
              role="group"
              aria-label={`${purpose.toUpperCase()} ${type}`}
            >
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {purpose.toUpperCase()} {type}
                  {priority !== null && ` ${priority}`}
                </Text>
                <StateBadge tone={dnsTones[state]}>{t(`dnsStates.${state}`)}</StateBadge>
              </Group>
              <CopyField label={t('host')} value={host} />
              <CopyField label={t('value')} value={value} />
            </Stack>
          ))}
        </>
      )}
    </Stack>
  );
}
