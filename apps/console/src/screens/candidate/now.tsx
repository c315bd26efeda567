import type { Case } from '@goen/client';
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { Facts } from '../../ui/facts.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useWords } from '../../words/use-words.ts';
import { Card } from './card.tsx';
import { type CandidateTexts, useTexts } from './texts.ts';
import type { LoadedCases } from './use-cases.ts';
import { WhenLoaded } from './when-loaded.tsx';

/** What comes next for this person, and when. */
export function Now({ cases }: { cases: LoadedCases }) {
  const t = useTexts();
  return (
    <Card title={t('now')}>
      <WhenLoaded cases={cases}>
        {() =>
          cases.items.length === 0 ? (
            <Text c="dimmed">{t('noCase')}</Text>
          ) : (
            <Stack gap="sm">
              {cases.items.slice(0, 1).map((file) => (
                <CurrentCase key={file.id} file={file} />
              ))}
            </Stack>
          )
        }
      </WhenLoaded>
    </Card>
  );
}

function CurrentCase({ file }: { file: Case }) {
  const t = useTexts();
  const words = useWords();
  const { formatTime, formatDistance } = useFormats();
  const { next_mail: mail, next_step: step, next_step_at: at, preferences } = file;
  const wishes = [
    preferences.frequency === 'yearly' ? t('frequencies.yearly') : null,
    preferences.only_openings ? t('onlyOpenings') : null,
  ].filter((wish) => wish !== null);
  const isOpen = file.state === 'open';
  return (
    <Facts
      facts={[
        [
          t('nextStep'),
          isOpen
            ? at === null
              ? t(`steps.${step}`)
              : t('waitsUntil', { step: t(`steps.${step}`), time: formatTime(at), distance: formatDistance(at) })
            : t('closedBecause', { reason: toClosing(t, file.closed_reason) }),
        ],
        [
          t('nextMail'),
          mail && (
            <Group gap="xs" key="mail">
              {words(`mailKinds.${mail.kind}`)}
              <StateBadge
                tone={mail.approval === 'held' ? 'stopped' : mail.approval === 'awaiting' ? 'waiting' : 'good'}
              >
                {words(`approvals.${mail.approval}`)}
              </StateBadge>
              {mail.waiting_for !== null && mail.waiting_for !== 'approval' && (
                <Text size="sm" c="dimmed">
                  {words(`waitsFor.${mail.waiting_for}`)}
                </Text>
              )}
              <Anchor
                size="sm"
                renderRoot={(props) => <Link {...props} to="/mails" search={{ mail: `${file.id}.${mail.kind}` }} />}
              >
                {t('openMail')}
              </Anchor>
            </Group>
          ),
        ],
        [t('referral'), t(`referrals.${file.referral}`)],
        [t('wishes'), wishes.join('、')],
      ]}
    />
  );
}

const closings = [
  'story_told',
  'unsubscribed',
  'address_unusable',
  'hired',
  'reapplied',
  'unrejected',
  'erased',
  'without_mail',
  'registration_ended',
  'superseded',
] as const;

/** Why a case ended, in words; one that is not known yet is said as it is. */
export function toClosing(t: CandidateTexts, reason: string | null): string {
  const known = closings.find((closing) => closing === reason);
  return known === undefined ? (reason ?? '') : t(`closings.${known}`);
}
