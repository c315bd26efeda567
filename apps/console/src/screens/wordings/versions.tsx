import type { Wording, WordingText } from '@goen/client';
import { Accordion, Button, Group, Paper, SegmentedControl, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toRows } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Placeholder } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { versionsQuery } from './queries.ts';
import type { Target } from './targets.ts';
import { useTexts } from './texts.ts';
import { WordingDiff } from './wording-diff.tsx';

const sides = ['previous', 'draft'] as const;
type Side = (typeof sides)[number];

type VersionsProps = {
  target: Target;
  /** The version in use; null: none. */
  current: number | null;
  draft: WordingText;
  /** Null: the reader may not write. */
  onLoad: ((version: number, text: WordingText) => void) | null;
};

/** Every version that was saved, with what it changed; an earlier one can be taken up again. */
export function Versions({ target, current, draft, onLoad }: VersionsProps) {
  const t = useTexts();
  const actorName = useActorName();
  const { formatTime } = useFormats();
  const query = useInfiniteQuery(versionsQuery(target));
  const versions = toRows(query.data);
  const [side, setSide] = useState<Side>('previous');
  return (
    <Paper withBorder p="md" component="section" aria-label={t('history')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('history')}</Title>
        {versions.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={t('against')}
            value={side}
            onChange={(value) => setSide(value)}
            data={[
              { value: 'previous', label: t('againstPrevious') },
              { value: 'draft', label: t('againstDraft') },
            ]}
          />
        )}
      </Group>
      {query.isPending && <Placeholder lines={3} />}
      {query.error !== null && versions.length === 0 && (
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && versions.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('historyEmpty')}
        </Text>
      )}
      <Accordion variant="separated" order={3}>
        {versions.map((version, nth) => (
          <Accordion.Item key={version.id} value={version.id}>
            <Accordion.Control>
              {t('versionOf', { version: version.version })}{' '}
              <Text span size="xs" c="dimmed">
                {[
                  version.body === null ? t('retiredVersion') : version.version === current ? t('current') : null,
                  actorName(version.saved_by),
                  formatTime(version.saved_at),
                ]
                  .filter((part) => part !== null)
                  .join('・')}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Version version={version} before={versions[nth + 1]} draft={side === 'draft' ? draft : null} />
              {onLoad !== null && version.body !== null && (
                <Button
                  mt="sm"
                  size="compact-sm"
                  variant="default"
                  onClick={() => onLoad(version.version, toText(version))}
                >
                  {t('load')}
                </Button>
              )}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {query.hasNextPage && (
        <Button mt="sm" variant="subtle" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('olderVersions')}
        </Button>
      )}
    </Paper>
  );
}

type VersionProps = { version: Wording; before: Wording | undefined; draft: WordingText | null };

function Version({ version, before, draft }: VersionProps) {
  const t = useTexts();
  if (draft !== null) return <WordingDiff before={toText(version)} after={draft} />;
  return (
    <>
      <Text size="xs" c="dimmed" mb={4}>
        {t(version.version === 1 ? 'firstVersion' : 'changes')}
      </Text>
      <WordingDiff before={before === undefined ? toText(version) : toText(before)} after={toText(version)} />
    </>
  );
}

const toText = ({ subject, body }: Wording): WordingText => ({ subject: subject ?? '', body: body ?? '' });
