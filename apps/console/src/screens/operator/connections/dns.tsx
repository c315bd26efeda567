import type { OperatorDomain } from '@goen/client/operator';
import { Button, Text } from '@mantine/core';
import { StateBadge, type Tone } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { useTexts } from './texts.ts';

type DnsState = NonNullable<OperatorDomain['dns']>['state'];
export const dnsChecks = ['spf', 'dkim', 'dmarc'] as const;
export const dnsTones: Readonly<Record<DnsState, Tone>> = {
  verified: 'good',
  pending: 'waiting',
  failed: 'bad',
  missing: 'bad',
  unknown: 'neutral',
};

/** Something of its DNS is missing or wrong, or waits for the provider. */
export const isTroubled = ({ dns }: OperatorDomain): boolean =>
  dns !== null &&
  (['state', ...dnsChecks] as const).some((check) => ['pending', 'failed', 'missing'].includes(dns[check] ?? ''));

/** The state of a domain's DNS, what is missing of it, and when that was checked. */
export function Dns({ row: { dns, domain }, onOpen }: { row: OperatorDomain; onOpen: () => void }) {
  const t = useTexts();
  const lacking = dns === null ? [] : dnsChecks.filter((check) => dns[check] !== null && dns[check] !== 'verified');
  return (
    <>
      {dns === null ? (
        <StateBadge tone="neutral">{t('neverChecked')}</StateBadge>
      ) : (
        <StateBadge tone={dnsTones[dns.state]}>{t(`dnsStates.${dns.state}`)}</StateBadge>
      )}
      {dns !== null && lacking.length > 0 && (
        <Text size="xs">
          {lacking.map((check) => `${check.toUpperCase()} ${t(`dnsStates.${dns[check] ?? 'unknown'}`)}`).join('、')}
        </Text>
      )}
      {dns !== null && (
        <Text size="xs" c="var(--goen-quiet)">
          {t('lastCheck')} <When at={dns.checked_at} />
        </Text>
      )}
      <Button size="compact-xs" variant="default" mt={4} onClick={onOpen} aria-label={t('checkDnsOf', { domain })}>
        {t('checkDns')}
      </Button>
    </>
  );
}
