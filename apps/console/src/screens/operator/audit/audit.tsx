import { Button, Group, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows, withoutUndefined } from '../../../api/pages.ts';
import { DayInput } from '../../../ui/date-fields.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { FilterBar } from '../../../ui/filter-bar.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { CompanySelect } from '../company-select.tsx';
import classes from '../operator.module.css';
import { changeFilters } from '../use-filters.ts';
import { AuditLine } from './audit-line.tsx';
import { nouns } from './nouns.ts';
import { type AuditSearch, auditQuery, toAuditFilters } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/audit');
const rowHeight = 68;

/** Who changed what, in the operator's own settings or in a company. */
export function Audit() {
  const t = useTexts();
  const search = route.useSearch();
  const filter = changeFilters<AuditSearch>(route.useNavigate());
  const query = useInfiniteQuery(auditQuery(search));
  const file = (as: string) =>
    `/operator/audit-events/export?${new URLSearchParams({ ...withoutUndefined(toAuditFilters(search)), as })}`;
  return (
    <Screen
      title={t('title')}
      isFull
      actions={
        <Group gap="xs">
          <Button component="a" href={file('csv')} download variant="default" size="xs">
            {t('csv')}
          </Button>
          <Button component="a" href={file('ndjson')} download variant="default" size="xs">
            {t('ndjson')}
          </Button>
        </Group>
      }
      top={
        <FilterBar
          label={t('filters')}
          isFiltered={Object.values(search).some((value) => value !== undefined)}
          onClear={() => filter({ company: null, noun: null, from: null, to: null })}
        >
          <CompanySelect
            label={t('whose')}
            placeholder={t('ownLog')}
            value={search.company}
            onChange={(company) => filter({ company })}
          />
          <Select
            aria-label={t('noun')}
            placeholder={t('anyNoun')}
            searchable
            clearable
            w={210}
            value={search.noun ?? null}
            onChange={(noun) => filter({ noun })}
            data={nouns.map((value) => ({ value, label: t(`nouns.${value}`) }))}
          />
          <DayInput
            type="range"
            aria-label={t('period')}
            placeholder={t('period')}
            miw={210}
            value={[search.from ?? null, search.to ?? null]}
            onChange={([from, to]) => filter({ from, to })}
          />
        </FilterBar>
      }
    >
      <div className={classes.list}>
        <EndlessList
          name="operator-audit"
          label={t('list')}
          rows={toRows(query.data)}
          query={query}
          getKey={({ id }) => id}
          rowHeight={rowHeight}
          renderRow={(event) => <AuditLine event={event} />}
          empty={<EmptyState icon="audit" title={t('empty')} />}
        />
      </div>
    </Screen>
  );
}
