import type { PoolCandidate } from '@goen/client';
import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import classes from './pool.module.css';
import { useTexts } from './texts.ts';

const shownTags = 6;

/** One person of the pool; a link, so that it can be opened in another tab, too. */
export function CandidateRow({ person, isCurrent }: { person: PoolCandidate; isCurrent: boolean }) {
  const t = useTexts();
  const words = useWords();
  const { formatDay } = useFormats();
  const { tags, keep_until: until } = person;
  const rest = tags.length - shownTags;
  return (
    <Link
      to="/candidates/$candidateId"
      params={{ candidateId: person.id }}
      className={classes.row}
      data-current={isCurrent || undefined}
      preload={false}
    >
      <span>
        <Text span fw={600} display="block" truncate>
          {toPersonName(person) ?? words('noName')}
        </Text>
        <Text span size="xs" c="dimmed" display="block" truncate>
          {[person.prefecture, person.email].filter((part) => part !== null).join(' · ')}
        </Text>
      </span>
      <span>
        {tags.slice(0, shownTags).map(({ kind, value }) => (
          <span key={kind + value} className={classes.tag}>
            {value}
          </span>
        ))}
        {rest > 0 && (
          <Text span size="xs" c="dimmed">
            {t('moreTags', { count: rest })}
          </Text>
        )}
      </span>
      <span>
        <Text span size="sm" display="block">
          {t('lastRejected', { stage: words(`stages.${person.stage}`), day: formatDay(person.last_rejected_at) })}
        </Text>
        <Group component="span" gap="xs">
          {until !== null && (
            <Text span size="xs" c="dimmed">
              {t('keepUntil', { day: formatDay(until) })}
            </Text>
          )}
          {person.relay_consent === 'granted' && <StateBadge tone="good">{t('consented')}</StateBadge>}
          {!person.may_be_mailed && <StateBadge tone="stopped">{t('notMailable')}</StateBadge>}
        </Group>
      </span>
    </Link>
  );
}
