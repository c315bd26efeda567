import type { Wording } from '@goen/client';
import { Group, Text } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { useWords } from '../../words/use-words.ts';
import { findNearest, findOwn, type Target } from './targets.ts';
import { useTexts } from './texts.ts';

/** Which wording such a mail has now, and who wrote it. */
export function InUse({ wordings, target }: { wordings: readonly Wording[]; target: Target }) {
  const t = useTexts();
  const words = useWords();
  const actorName = useActorName();
  const { formatTime } = useFormats();
  const own = findOwn(wordings, target);
  const used = findNearest(wordings, target);
  const describe = ({ stage, job_category: category }: Wording) =>
    t('targetOf', {
      stage: stage === null ? t('everyStage') : words(`stages.${stage}`),
      category: category ?? t('everyCategory'),
    });
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {t('inUse')}
      </Text>
      <StateBadge tone={own ? 'good' : 'neutral'} icon={own ? 'check' : 'wordings'}>
        {own
          ? t('ownOfThis', { version: own.version })
          : used
            ? t('inheritedFrom', { target: describe(used) })
            : t('usesBuiltIn')}
      </StateBadge>
      {used && (
        <Text size="xs" c="dimmed">
          {t('ownBy', { name: actorName(used.saved_by), time: formatTime(used.saved_at) })}
        </Text>
      )}
    </Group>
  );
}
