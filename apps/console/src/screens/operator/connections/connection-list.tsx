import type { OperatorConnection } from '@goen/client/operator';
import { Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { toRows } from '../../../api/pages.ts';
import { useFormats } from '../../../i18n/dates.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { vendorName } from '../../../words/vendor-names.ts';
import { useCompanyName } from '../company-names.ts';
import classes from '../operator.module.css';
import { type ConnectionSearch, connectionsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const rowHeight = 96;

export function ConnectionList({ search }: { search: ConnectionSearch }) {
  const t = useTexts();
  const query = useInfiniteQuery(connectionsQuery(search));
  const isFiltered = search.company !== undefined || search.failing !== undefined;
  return (
    <div className={classes.list}>
      <EndlessList
        name="operator-connections"
        label={t('list')}
        rows={toRows(query.data)}
        query={query}
        getKey={({ id }) => id}
        rowHeight={rowHeight}
        renderRow={(row) => <ConnectionLine connection={row} />}
        empty={
          <EmptyState icon="connections" title={isFiltered ? t('emptyFiltered') : t('empty')}>
            {search.failing ? t('emptyFailing') : t('emptyAdvice')}
          </EmptyState>
        }
      />
    </div>
  );
}

const hasFailed = ({ last_error_at: errorAt, last_ok_at: okAt }: OperatorConnection): boolean =>
  errorAt !== null && (okAt === null || okAt < errorAt);

function ConnectionLine({ connection }: { connection: OperatorConnection }) {
  const t = useTexts();
  const companyName = useCompanyName();
  const { name, kind, counts, last_run_at: runAt, last_error: error, last_error_at: errorAt } = connection;
  const failed = hasFailed(connection);
  return (
    <div className={classes.line}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm">{companyName(connection.company_id)}</Text>
        <Text size="xs" c="var(--goen-quiet)">
          {vendorName(kind)}
          {runAt !== null && (
            <>
              {' · '}
              {t('lastRun')} <When at={runAt} />
            </>
          )}
        </Text>
      </div>
      <div>
        {failed ? (
          <StateBadge tone="bad">{t('states.failing')}</StateBadge>
        ) : connection.state === 'paused' ? (
          <StateBadge tone="stopped">{t('states.paused')}</StateBadge>
        ) : (
          <StateBadge tone="good">{t('states.active')}</StateBadge>
        )}
        <Counts counts={counts} />
      </div>
      {failed && error !== null && (
        <Text size="sm" w="100%">
          {t(`faults.${error.code}`)}
          {errorAt !== null && (
            <Text span size="xs" c="var(--goen-quiet)" ml={8}>
              <When at={errorAt} isRelative />
            </Text>
          )}
        </Text>
      )}
    </div>
  );
}

const shownCounts = ['accepted', 'known', 'refused', 'pushed', 'stuck'] as const;

/** What came in and out since the connection was made; zeros say nothing. */
function Counts({ counts }: Pick<OperatorConnection, 'counts'>) {
  const t = useTexts();
  const { formatNumber, formatPercent } = useFormats();
  const { received = 0, refused = 0 } = counts;
  return (
    <Group gap="sm" mt={4}>
      {shownCounts.map((name) =>
        counts[name] ? (
          <Text key={name} span size="sm" className="tabular">
            {t(`counts.${name}`)} {formatNumber(counts[name])}
          </Text>
        ) : null,
      )}
      {received > 0 && (
        <Text span size="sm" c="var(--goen-quiet)" className="tabular">
          {t('refusalRate', { rate: formatPercent(refused / received) })}
        </Text>
      )}
    </Group>
  );
}
