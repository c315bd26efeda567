import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { toRows } from '../../../api/pages.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { When } from '../../../ui/when.tsx';
import { useCompanyName } from '../company-names.ts';
import classes from '../operator.module.css';
import { erasuresQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const rowHeight = 64;

/** Erased candidates by id: nothing else of them is left. */
export function ErasureList() {
  const t = useTexts();
  const companyName = useCompanyName();
  const query = useInfiniteQuery(erasuresQuery);
  return (
    <div className={classes.list}>
      <EndlessList
        name="operator-erasures"
        label={t('erasureList')}
        rows={toRows(query.data)}
        query={query}
        getKey={({ candidate_id: id }) => id}
        rowHeight={rowHeight}
        renderRow={({ candidate_id: id, company_id: companyId, erased_at: at, because }) => (
          <div className={classes.line}>
            <div>
              <Text size="sm" fw={600}>
                {companyName(companyId)}
              </Text>
              <Text size="xs" c="var(--goen-quiet)">
                {t('candidate', { id })}
              </Text>
            </div>
            <div>
              <Text size="sm">{t(`because.${because}`)}</Text>
              <Text size="xs" c="var(--goen-quiet)">
                <When at={at} />
              </Text>
            </div>
          </div>
        )}
        empty={
          <EmptyState icon="erasures" title={t('noErasures')}>
            {t('noErasuresAdvice')}
          </EmptyState>
        }
      />
    </div>
  );
}
