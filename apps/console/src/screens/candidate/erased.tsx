import type { CandidateRecord, ErasureCertificate } from '@goen/client';
import { Alert, Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../i18n/dates.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Icon } from '../../shell/icons.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { useWords } from '../../words/use-words.ts';
import { Card } from './card.tsx';
import { certificateQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** What is left of somebody whose data was erased: the certificate. */
export function Erased({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const { formatTime } = useFormats();
  const query = useQuery(certificateQuery(person.id));
  return (
    <Stack maw={760}>
      <Alert variant="outline" icon={<Icon name="erasures" />} title={t('erasedTitle')}>
        {person.erased_at !== null && t('erasedAt', { time: formatTime(person.erased_at) })}
      </Alert>
      <Card
        title={t('certificate')}
        aside={
          query.data && (
            <StateBadge tone={query.data.complete ? 'good' : 'waiting'} icon={query.data.complete ? 'check' : 'clock'}>
              {t(query.data.complete ? 'complete' : 'pending')}
            </StateBadge>
          )
        }
      >
        <Loaded query={query}>{(certificate) => <Certificate id={person.id} certificate={certificate} />}</Loaded>
      </Card>
    </Stack>
  );
}

function Certificate({ id, certificate }: { id: string; certificate: ErasureCertificate }) {
  const t = useTexts();
  const words = useWords();
  const actorName = useActorName();
  const language = useLanguage();
  const { formatDay, formatTime } = useFormats();
  const { asked_by: who, asked_via: how, asked_on: on, reason, places, kept, complete } = certificate;
  return (
    <Stack gap="sm">
      {!complete && (
        <Text size="sm" c="dimmed">
          {t('pendingAdvice')}
        </Text>
      )}
      <Facts
        facts={[
          [
            t('asked'),
            who !== null && how !== null && on !== null
              ? t('askedValue', { who: t(`askers.${who}`), how: t(`channels.${how}`), day: formatDay(on) })
              : null,
          ],
          [t('eraseReason'), t(`reasons.${reason}`)],
          [t('requestedBy'), actorName(certificate.requested_by)],
        ]}
      />
      <Title order={3}>{t('placesTitle')}</Title>
      <Facts
        facts={places.map(
          ({ place, name, deleted_at: at }) =>
            [
              name === null ? t(`places.${place}`) : `${t(`places.${place}`)} ${name}`,
              at === null ? t('pending') : formatTime(at),
            ] as const,
        )}
      />
      <Title order={3}>{t('keptTitle')}</Title>
      <Facts
        facts={kept.map(
          ({ what, count, until }) =>
            [
              t(`kept.${what}`),
              until === null ? t('keptCount', { count }) : t('keptUntil', { count, day: formatDay(until) }),
            ] as const,
        )}
      />
      <Group gap="md">
        <Text size="sm">{t('certificateOpen')}</Text>
        {([language, language === 'ja' ? 'en' : 'ja'] as const).map((lang) => (
          <Anchor
            key={lang}
            size="sm"
            href={`/v1/candidates/${id}/erasure?format=html&lang=${lang}`}
            target="_blank"
            rel="noreferrer"
          >
            {words(`locales.${lang}`)}
          </Anchor>
        ))}
      </Group>
    </Stack>
  );
}
