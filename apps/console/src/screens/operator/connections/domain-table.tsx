import type { OperatorDomain } from '@goen/client/operator';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../../i18n/dates.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { vendorName } from '../../../words/vendor-names.ts';
import { useCompanyName } from '../company-names.ts';
import { Dns, isTroubled } from './dns.tsx';
import { DnsDialog } from './dns-dialog.tsx';
import { alarmingRates, type ConnectionSearch, domainsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** The domain of each company: whether mails may leave from it, and what is refused. Those with trouble come first. */
export function DomainTable({ days, troubled }: Pick<ConnectionSearch, 'days' | 'troubled'>) {
  const t = useTexts();
  const companyName = useCompanyName();
  const { formatNumber } = useFormats();
  const [opened, setOpened] = useState<string | null>(null);
  const query = useQuery(domainsQuery({ days }));
  return (
    <>
      <Loaded query={query} lines={8}>
        {({ items, dns_known: isDnsKnown }) => {
          const rows = troubled ? items.filter(isTroubled) : items;
          return (
            <>
              {!isDnsKnown && <Text size="sm">{t('dnsUnknown')}</Text>}
              {rows.length === 0 ? (
                <EmptyState icon="connections" title={items.length === 0 ? t('noDomains') : t('noTroubledDomains')} />
              ) : (
                <DataTable
                  label={t('domainList')}
                  rows={rows}
                  getKey={({ company_id: id }) => id}
                  columns={[
                    { heading: t('domain'), render: ({ domain }) => domain },
                    { heading: t('company'), render: ({ company_id: id }) => companyName(id) },
                    {
                      heading: t('dns'),
                      render: (row) => <Dns row={row} onOpen={() => setOpened(row.company_id)} />,
                    },
                    { heading: t('provider'), render: ({ provider }) => vendorName(provider) },
                    { heading: t('mails'), render: ({ mails }) => formatNumber(mails), isNumber: true },
                    { heading: t('bounces'), render: (row) => <Rate row={row} part="bounce" />, isNumber: true },
                    { heading: t('complaints'), render: (row) => <Rate row={row} part="complaint" />, isNumber: true },
                  ]}
                />
              )}
            </>
          );
        }}
      </Loaded>
      {opened !== null && (
        <DnsDialog companyId={opened} company={companyName(opened)} onClose={() => setOpened(null)} />
      )}
    </>
  );
}

/** A count and its share of the mails; what providers stop senders for stands out. */
function Rate({ row, part }: { row: OperatorDomain; part: 'bounce' | 'complaint' }) {
  const t = useTexts();
  const { formatNumber, formatPercent } = useFormats();
  const rate = row[`${part}_rate`];
  const count = formatNumber(row[`${part}s`]);
  if (rate === null)
    return (
      <Text span size="sm">
        {count}
      </Text>
    );
  const text = t('rate', { count, rate: formatPercent(rate) });
  return rate > alarmingRates[part] ? <StateBadge tone="bad">{text}</StateBadge> : text;
}
