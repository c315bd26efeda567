import type { Position } from '@goen/client';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import classes from './positions.module.css';
import { useTexts } from './texts.ts';

const shownTags = 6;

/** A position in the list; a link, so that it can be opened in another tab, too. */
export function PositionRow({ position, isCurrent }: { position: Position; isCurrent: boolean }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const { id, title, required, desired, regions, seats, created_at: createdAt } = position;
  const tags = [
    ...required.map(({ value }) => ({ value, need: 'required' as const })),
    ...desired.map(({ value }) => ({ value, need: 'desired' as const })),
  ];
  const rest = tags.length - shownTags;
  const facts = [
    regions.map(({ value }) => value).join('・'),
    t('seats', { count: seats }),
    t('opened', { day: formatDay(createdAt) }),
  ];
  return (
    <Link
      to="/positions/$positionId"
      params={{ positionId: id }}
      className={classes.row}
      data-current={isCurrent || undefined}
      preload={false}
    >
      <span>
        <Text span fw={600} display="block" truncate>
          {title}
        </Text>
        <Text span size="xs" c="dimmed" display="block" truncate>
          {facts.filter((fact) => fact !== '').join(' · ')}
        </Text>
      </span>
      <span>
        {tags.length === 0 && (
          <Text span size="xs" c="dimmed">
            {t('noTags')}
          </Text>
        )}
        {tags.slice(0, shownTags).map(({ value, need }) => (
          <span key={need + value} className={classes.tag} data-need={need}>
            <span className={classes.need}>{t(need)}</span>
            {value}
          </span>
        ))}
        {rest > 0 && (
          <Text span size="xs" c="dimmed">
            {t('moreTags', { count: rest })}
          </Text>
        )}
      </span>
      <span className={classes.badges}>
        <PositionBadges position={position} />
      </span>
    </Link>
  );
}

/** Whether it is open, and whether people of other companies are introduced for it. */
export function PositionBadges({ position: { state, takes_part_in_relay: takesPart } }: { position: Position }) {
  const t = useTexts();
  return (
    <>
      <StateBadge tone={state === 'open' ? 'good' : 'stopped'}>{t(`states.${state}`)}</StateBadge>
      {state === 'open' && (
        <StateBadge tone="neutral" icon={takesPart ? 'relay' : 'pool'}>
          {t(takesPart ? 'relay.in' : 'relay.out')}
        </StateBadge>
      )}
    </>
  );
}
