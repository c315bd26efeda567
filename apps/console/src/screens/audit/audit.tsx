import { Button, Group, Paper, Select, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import classes from './audit.module.css';
import { nouns } from './describe-event.ts';
import { EventRow } from './event-row.tsx';
import { type AuditSearch, actorsQuery, auditQuery, toExportUrl } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/settings/audit');

/** Who changed what, when and from where; for owners. */
export function Audit() {
  const t = useTexts();
  if (!useMay('audit:read')) return <EmptyState icon="audit" title={t('ownersOnly')} />;
  return <Log />;
}

function Log() {
  const t = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(auditQuery(search));
  const actors = useQuery(actorsQuery);
  const filter = (change: { [K in keyof AuditSearch]: string | null }) =>
    void navigate({
      search: (now) =>
        withoutUndefined({
          ...now,
          ...Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value ?? undefined])),
        }) as AuditSearch,
    });
  const isFiltered = Object.keys(search).length > 0;
  const groups = [
    { group: t('members'), items: actors.data?.members ?? [] },
    { group: t('keys'), items: actors.data?.keys ?? [] },
  ];
  return (
    <div className={classes.screen}>
      <Group justify="space-between" align="start">
        <Text size="sm" maw={560}>
          {t('about')}
        </Text>
        <Group gap="xs">
          {(['csv', 'ndjson'] as const).map((as) => (
            <Button key={as} size="xs" variant="default" component="a" href={toExportUrl(search, as)} download>
              {t(`exports.${as}`)}
            </Button>
          ))}
        </Group>
      </Group>
      <FilterBar label={t('filters')} isFiltered={isFiltered} onClear={() => void navigate({ search: {} })}>
        <Select
          aria-label={t('actor')}
          placeholder={t('anyActor')}
          clearable
          searchable
          w={220}
          value={search.actor ?? null}
          onChange={(actor) => filter({ actor })}
          data={groups}
        />
        <Select
          aria-label={t('subject')}
          placeholder={t('anySubject')}
          clearable
          searchable
          w={220}
          value={search.about ?? null}
          onChange={(about) => filter({ about })}
          data={nouns.map((value) => ({ value, label: t(`nouns.${value}`) }))}
        />
        <DayInput
          aria-label={t('from')}
          placeholder={t('from')}
          w={150}
          value={search.from ?? null}
          onChange={(from) => filter({ from })}
        />
        <DayInput
          aria-label={t('to')}
          placeholder={t('to')}
          w={150}
          value={search.to ?? null}
          onChange={(to) => filter({ to })}
        />
      </FilterBar>
      <Paper withBorder className={classes.list}>
        <EndlessList
          name="audit"
          label={t('list')}
          rows={toRows(query.data)}
          query={query}
          getKey={({ id }) => id}
          rowHeight={72}
          renderRow={(event) => <EventRow event={event} onlyThis={(subject) => filter({ subject })} />}
          empty={<EmptyState icon="audit" title={t(isFiltered ? 'emptyFiltered' : 'empty')} />}
        />
      </Paper>
    </div>
  );
}
