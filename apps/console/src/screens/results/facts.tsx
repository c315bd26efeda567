import type { ResultFact } from '@goen/client';
import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toRows } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { Screen } from '../../ui/screen.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { factsQuery, type Measure, toPeriod } from './queries.ts';
import classes from './results.module.css';
import { useTexts } from './texts.ts';
import { useLastMailName, useSourceName } from './use-names.ts';

const route = getRouteApi('/_company/results/facts');
const rowHeight = 56;

/** The facts that one number of the results counts: exactly as many. */
export function ResultFacts() {
  const t = useTexts();
  const search = route.useSearch();
  const { measure = 'rejected', detail } = search;
  const period = toPeriod(search);
  const { formatMonth } = useFormats();
  const detailOf = useDetailName(measure);
  const query = useInfiniteQuery(factsQuery({ ...period, measure, detail }));
  const rows = toRows(query.data);
  const detailName = detail === undefined ? null : detailOf(detail);
  const months =
    period.from === period.to
      ? formatMonth(period.from)
      : t('fromTo', { from: formatMonth(period.from), to: formatMonth(period.to) });
  return (
    <Screen
      title={[t(`measures.${measure}`), detailName].filter((part) => part !== null).join(' · ')}
      about={t('factsAbout', { months })}
      actions={
        <Button component={Link} to="/results" search={{ ...period } as never} variant="default">
          {t('toResults')}
        </Button>
      }
      isFull
    >
      <div className={classes.list}>
        <EndlessList
          name={`facts-${measure}-${detail ?? ''}-${period.from}-${period.to}`}
          label={t('facts')}
          rows={rows}
          query={query}
          getKey={({ seq, introduction_id: introduction, re_invitation_id: invitation }) =>
            `${introduction ?? invitation ?? 'case'}.${seq}`
          }
          rowHeight={rowHeight}
          renderRow={(fact) => <FactRow fact={fact} detail={detail === undefined ? detailOf(fact.detail) : null} />}
          empty={<EmptyState icon="results" title={t('noFacts')} />}
        />
      </div>
    </Screen>
  );
}

/** Which mail, or from which source, where the number counts several. */
function useDetailName(measure: Measure): (detail: string) => string | null {
  const mailName = useLastMailName();
  const sourceName = useSourceName();
  return (detail) => {
    if (detail === '') return null;
    return measure === 'applications' ? sourceName(detail) : mailName(detail);
  };
}

function FactRow({ fact, detail }: { fact: ResultFact; detail: string | null }) {
  const words = useWords();
  const { name, candidate_id: candidateId, introduction_id: introductionId } = fact;
  const shown = name ?? words('noName');
  return (
    <div className={classes.fact}>
      <When at={fact.at} />
      {candidateId !== null ? (
        <Link to="/candidates/$candidateId" params={{ candidateId }} className={classes.count}>
          {shown}
        </Link>
      ) : introductionId !== null ? (
        <Link to="/relay" search={{ open: introductionId }} className={classes.count}>
          {shown}
        </Link>
      ) : (
        <span>{shown}</span>
      )}
      <Text span size="sm" c="dimmed">
        {detail}
      </Text>
    </div>
  );
}
