import type { CandidateRecord } from '@goen/client';
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { useSourceName } from '../../words/use-source-name.ts';
import { useWords } from '../../words/use-words.ts';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { toFieldName } from './describe-fact.ts';
import { Shortened } from './shortened.tsx';
import { useTexts } from './texts.ts';

const shownCorrections = 3;

/** The details that are kept, and until when. */
export function Held({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const words = useWords();
  const sourceName = useSourceName();
  const { formatDay, formatDistance } = useFormats();
  const { keep_until: until, email, locale } = person;
  const others = person.emails.map(({ value }) => value).filter((value) => value !== email);
  const names = [person.family_name, person.given_name].filter((part) => part !== null).join(' ');
  const kana = [person.family_name_kana, person.given_name_kana].filter((part) => part !== null).join(' ');
  return (
    <Card title={t('held')}>
      <Facts
        facts={[
          [
            t('keepUntil'),
            until === null
              ? t('keepUnknown')
              : t('keepUntilValue', { day: formatDay(until), distance: formatDistance(until) }),
          ],
          [t('name'), person.full_name ?? (names || t('noValue'))],
          [t('kana'), kana],
          [t('email'), email ?? t('noValue')],
          [t('otherEmails'), others.join('、')],
          [t('phones'), person.phones.map(({ value }) => value).join('、') || t('noValue')],
          [t('prefecture'), person.prefecture ?? t('noValue')],
          [t('experience'), person.experience_years === null ? null : t('years', { count: person.experience_years })],
          [t('language'), locale === null ? t('languageDefault') : words(`locales.${locale}`)],
          [t('sources'), person.sources.map(({ source, remote_id: id }) => `${sourceName(source)} ${id}`).join('、')],
          [t('since'), formatDay(person.created_at)],
        ]}
      />
      {until !== null && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('keepUntilAdvice')}
        </Text>
      )}
      <Corrections person={person} />
      <Anchor size="sm" href={`/v1/candidates/${person.id}/export`} download mt="sm" display="inline-block">
        {t('export')}
      </Anchor>
    </Card>
  );
}

function Corrections({ person: { corrections } }: { person: CandidateRecord }) {
  const t = useTexts();
  const actorName = useActorName();
  const { formatTime } = useFormats();
  if (corrections.length === 0) return null;
  return (
    <Stack gap={4} mt="sm">
      <Title order={3} fz="sm">
        {t('corrections')}
      </Title>
      <Shortened items={corrections.toReversed()} most={shownCorrections}>
        {(shown) => (
          <ul className={classes.list} aria-label={t('corrections')}>
            {shown.map(({ field, before, after, at, by }) => (
              <li key={`${field}${at}`}>
                <Text size="sm">
                  {t('correction', {
                    field: toFieldName(t, field),
                    before: toText(before) || t('nothing'),
                    after: toText(after) || t('nothing'),
                  })}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('by', { name: actorName(by), time: formatTime(at) })}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Shortened>
    </Stack>
  );
}

/** A value as it was: a text, or a list of contacts or tags. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(toText).join('、');
  if (typeof value === 'object' && 'value' in value) return toText(value.value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
