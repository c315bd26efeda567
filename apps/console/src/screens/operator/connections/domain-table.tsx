import type { OperatorDomain } from '@goen/client/operator';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../../i18n/dates.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { vendorName } from '../../../words/vendor-names.ts';
import { useCompanyName } from '../company-names.ts';
import { alarmingRates, type ConnectionSearch, domainsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** The domain of each company, the worst first. */
export function DomainTable({ days }: Pick<ConnectionSearch, 'days'>) {
  const t = useTexts();
  const companyName = useCompanyName();
  const { formatNumber } = useFormats();
  const query = useQuery(domainsQuery({ days }));
  return (
    <Loaded query={query} lines={8}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon="connections" title={t('noDomains')} />
        ) : (
          <DataTable
            label={t('domainList')}
            rows={items}
            getKey={({ company_id: id }) => id}
            columns={[
              { heading: t('domain'), render: ({ domain }) => domain },
              { heading: t('company'), render: ({ company_id: id }) => companyName(id) },
              { heading: t('provider'), render: ({ provider }) => vendorName(provider) },
              { heading: t('mails'), render: ({ mails }) => formatNumber(mails), isNumber: true },
              {
                heading: t('bounces'),
                render: (row) => <Rate row={row} part="bounce" />,
                isNumber: true,
              },
              {
                heading: t('complaints'),
                render: (row) => <Rate row={row} part="complaint" />,
                isNumber: true,
              },
            ]}
          />
        )
      }
    </Loaded>
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
