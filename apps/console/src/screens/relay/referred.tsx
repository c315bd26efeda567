import type { ReferredIntroduction } from '@goen/client';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toRows } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { referredQuery } from './queries.ts';
import classes from './relay.module.css';
import { RelayScreen } from './relay-screen.tsx';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<ReferredIntroduction['state'], Tone>> = {
  planned: 'neutral',
  asked: 'waiting',
  provided: 'good',
  not_provided: 'stopped',
};
const rowHeight = 76;

/** Own former candidates who were introduced to other companies: without what those or the person keep to themselves. */
export function Referred() {
  const t = useTexts();
  const query = useInfiniteQuery(referredQuery);
  const rows = toRows(query.data);
  return (
    <RelayScreen about={t('referredAbout')} isFull>
      <div className={classes.list}>
        <EndlessList
          name="referred"
          label={t('part.referred')}
          rows={rows}
          query={query}
          getKey={({ id }) => id}
          rowHeight={rowHeight}
          renderRow={(row) => <ReferredRow introduction={row} />}
          empty={
            <EmptyState icon="relay" title={t('referredEmpty')}>
              {t('referredEmptyAdvice')}
            </EmptyState>
          }
        />
      </div>
    </RelayScreen>
  );
}

function ReferredRow({ introduction }: { introduction: ReferredIntroduction }) {
  const t = useTexts();
  const words = useWords();
  const { candidate_id: id, name, state, receiver } = introduction;
  return (
    <div className={classes.row}>
      <div>
        <Link to="/candidates/$candidateId" params={{ candidateId: id }} className={classes.name}>
          {name ?? words('noName')}
        </Link>
        <Text size="xs" c="dimmed">
          <When at={introduction.created_at} isDay />
        </Text>
      </div>
      <div>
        <StateBadge tone={tones[state]}>{t(`referredStates.${state}`)}</StateBadge>
        <Text size="sm">{receiver ?? t('receiverLater')}</Text>
      </div>
      <Next introduction={introduction} />
    </div>
  );
}

function Next({ introduction }: { introduction: ReferredIntroduction }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const { state, answer_by: answerBy, provided_at: providedAt } = introduction;
  const text = {
    planned: t('referredNext.planned'),
    asked: answerBy === null ? t('next.asked') : t('next.askedUntil', { day: formatDay(answerBy) }),
    provided: providedAt === null ? '' : t('referredNext.provided', { day: formatDay(providedAt) }),
    not_provided: t('referredNext.not_provided'),
  }[state];
  if (state === 'planned')
    return (
      <Link to="/relay/requests" className={classes.name}>
        {text}
      </Link>
    );
  return <Text size="sm">{text}</Text>;
}
