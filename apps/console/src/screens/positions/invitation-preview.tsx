import type { FormerCandidate, MailPreview } from '@goen/client';
import { ActionIcon, Group, Text } from '@mantine/core';
import { Icon } from '../../shell/icons.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DraftPreview } from '../../ui/wording-editor/draft-preview.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import { useTexts } from './texts.ts';

type InvitationPreviewProps = {
  people: readonly FormerCandidate[];
  nth: number;
  onChoose: (nth: number) => void;
  query: { readonly data: MailPreview | undefined; readonly error: unknown; readonly isFetching: boolean };
  hasNews: boolean;
};

/** The mail as one of the people gets it; another of them is a click away. */
export function InvitationPreview({ people, nth, onChoose, query, hasNews }: InvitationPreviewProps) {
  const t = useTexts();
  const words = useWords();
  const person = people[nth];
  const name = (person && toPersonName(person)) ?? words('noName');
  const title = t('previewOf', { name, nth: nth + 1, count: people.length });
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text fw={600}>{title}</Text>
        {people.length > 1 && (
          <Group gap={4} wrap="nowrap">
            <ActionIcon
              variant="default"
              aria-label={t('previousPerson')}
              disabled={nth === 0}
              onClick={() => onChoose(nth - 1)}
            >
              <Icon name="back" size={18} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label={t('nextPerson')}
              disabled={nth === people.length - 1}
              onClick={() => onChoose(nth + 1)}
            >
              <Icon name="forward" size={18} />
            </ActionIcon>
          </Group>
        )}
      </Group>
      {hasNews ? (
        <DraftPreview query={query} title={title} missing={t('previewMissing')} />
      ) : (
        <EmptyState icon="wordings" title={t('needsNews')} />
      )}
    </div>
  );
}
