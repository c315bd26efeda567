import type { WordingText } from '@goen/client';
import { SimpleGrid, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DraftPreview } from '../../ui/wording-editor/draft-preview.tsx';
import { wordingPreviewQuery } from './queries.ts';
import { resultKinds, type Target } from './targets.ts';
import { useTexts } from './texts.ts';

/** The plain result beside the one with an invitation, each as it would arrive; one of them is being written. */
export function Comparison({ target, text }: { target: Target; text: WordingText }) {
  const t = useTexts();
  return (
    <section aria-label={t('compareTitle')}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {resultKinds.map((kind) => (
          <Version key={kind} target={{ ...target, kind }} text={kind === target.kind ? text : null} />
        ))}
      </SimpleGrid>
    </section>
  );
}

function Version({ target, text }: { target: Target; text: WordingText | null }) {
  const t = useTexts();
  const query = useQuery({ ...wordingPreviewQuery(target, text), placeholderData: keepPreviousData });
  const title = target.kind === 'rejection' ? t('versions.rejection') : t('versions.rejection_relay');
  return (
    <div>
      <Text fw={600}>{title}</Text>
      <DraftPreview query={query} title={title} />
    </div>
  );
}
