import type { Results as ResultsData } from '@goen/client';
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMe } from '../../api/me.ts';
import { todayInTokyo, useFormats } from '../../i18n/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Applications } from './applications.tsx';
import { Costs } from './costs.tsx';
import { Experience } from './experience.tsx';
import { Funnel } from './funnel.tsx';
import { Highlights } from './highlights.tsx';
import { Monthly } from './monthly.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { type Period, resultsQuery, shiftPeriod, toPeriod, toResultsFile } from './queries.ts';
import { Reapplications } from './reapplications.tsx';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/results/');
const monthsOfYear = 12;

/** What came of the company's rejections, for those who decide about budgets; made to be printed, too. */
export function Results() {
  const t = useTexts();
  const period = toPeriod(route.useSearch());
  const navigate = route.useNavigate();
  const query = useQuery(resultsQuery(period));
  const before = useQuery(resultsQuery(shiftPeriod(period, -monthsOfYear)));
  return (
    <Screen
      title={t('title')}
      actions={
        <div className="no-print">
          <Button component="a" href={toResultsFile(period)} download variant="default" mr="xs">
            {t('csv')}
          </Button>
          <Button variant="default" onClick={() => window.print()}>
            {t('print')}
          </Button>
        </div>
      }
      top={
        <>
          <div className="no-print">
            <PeriodPicker period={period} onChange={(next) => void navigate({ search: { ...next } })} />
          </div>
          <PrintedHead period={period} />
        </>
      }
    >
      <Loaded query={query} lines={12}>
        {(results) => <Parts results={results} before={before.data} period={period} />}
      </Loaded>
    </Screen>
  );
}

type PartsProps = { results: ResultsData; before: ResultsData | undefined; period: Period };

function Parts({ results, before, period }: PartsProps) {
  return (
    <Stack className={classes.parts}>
      <Highlights results={results} before={before} />
      <Funnel total={results.total} before={before?.total} />
      <Monthly months={results.months} />
      <Applications months={results.months} />
      <Reapplications rows={results.reapplications} />
      <Costs costs={results.costs} before={before?.costs ?? null} />
      <Experience
        summary={results.candidate_experience}
        before={before?.candidate_experience ?? null}
        period={period}
      />
    </Stack>
  );
}

/** On paper nobody sees the address: whose numbers these are, of which months, and when they were read. */
function PrintedHead({ period: { from, to } }: { period: Period }) {
  const t = useTexts();
  const { formatMonth, formatDay } = useFormats();
  const company = useMe().member?.company.name ?? '';
  return (
    <Text className={classes.printed}>
      {t('printed', { company, from: formatMonth(from), to: formatMonth(to), day: formatDay(todayInTokyo()) })}
    </Text>
  );
}
