import type { CandidateRecord, Tag } from '@goen/client';
import { Autocomplete, Button, CloseButton, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useMay } from '../../api/me.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { showUndo } from '../../ui/undo-toast.tsx';
import { useWords } from '../../words/use-words.ts';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { poolTagsQuery } from './queries.ts';
import { useTexts } from './texts.ts';
import { usePersonCalls, usePersonMutation } from './use-person-calls.ts';

const kinds = ['skill', 'orientation', 'job_category', 'region'] as const satisfies readonly Tag['kind'][];
const suggestedAfterMs = 250;
const toKey = ({ kind, value }: Tag): string => `${kind}:${value}`;

type TagStep = { readonly tag: Tag; readonly isAdded: boolean };

/** What one knows about the person's skills and wishes; the search and the openings find them by it. */
export function Tags({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const words = useWords();
  const mayWrite = useMay('candidates:write');
  const { correct } = usePersonCalls(person.id);
  const toBody = ({ tag, isAdded }: TagStep) => (isAdded ? { add_tags: [tag] } : { remove_tags: [tag] });
  const change = usePersonMutation((step: TagStep) => correct(toBody(step)), {
    meta: { showsProblem: true },
    onSuccess: (_answer, { tag, isAdded }) =>
      showUndo({
        message: t(isAdded ? 'tagAdded' : 'tagRemoved', { tag: tag.value }),
        until: null,
        undo: () => correct(toBody({ tag, isAdded: !isAdded })),
      }),
  });
  const faults = Object.values(describeFieldErrors(change.error));
  return (
    <Card title={t('tags')}>
      <Stack gap="sm">
        {person.tags.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('noTags')}
          </Text>
        ) : (
          <ul className={classes.tags} aria-label={t('tags')}>
            {person.tags.map((tag) => (
              <li key={toKey(tag)} className={classes.tag} data-fixed={mayWrite ? undefined : true}>
                <span className={classes.kind}>{words(`tagKinds.${tag.kind}`)}</span>
                {tag.value}
                {mayWrite && (
                  <CloseButton
                    size="sm"
                    aria-label={t('tagRemove', { tag: tag.value })}
                    onClick={() => change.mutate({ tag, isAdded: false })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {mayWrite && (
          <>
            <Suggestions person={person} onAdd={(tag) => change.mutate({ tag, isAdded: true })} />
            <NewTag
              error={faults[0]}
              isBusy={change.isPending}
              onAdd={async (tag) => {
                await change.mutateAsync({ tag, isAdded: true });
              }}
            />
          </>
        )}
        {change.error !== null && faults.length === 0 && <ProblemAlert error={change.error} />}
      </Stack>
    </Card>
  );
}

/** Names of the dictionary in the jobs that they applied for. */
function Suggestions({ person, onAdd }: { person: CandidateRecord; onAdd: (tag: Tag) => void }) {
  const t = useTexts();
  if (person.tag_suggestions.length === 0) return null;
  return (
    <div>
      <Title order={3} fz="sm" mb={4}>
        {t('tagSuggestions')}
      </Title>
      <Group gap="xs">
        {person.tag_suggestions.map(({ kind, value, from }) => (
          <Button
            key={toKey({ kind, value })}
            size="compact-sm"
            variant="default"
            title={t('tagFrom', { from })}
            onClick={() => onAdd({ kind, value })}
          >
            {t('tagAccept', { tag: value })}
          </Button>
        ))}
      </Group>
    </div>
  );
}

type NewTagProps = { error: string | undefined; isBusy: boolean; onAdd: (tag: Tag) => Promise<void> };

function NewTag({ error, isBusy, onAdd }: NewTagProps) {
  const t = useTexts();
  const words = useWords();
  const [kind, setKind] = useState<Tag['kind']>('skill');
  const [value, setValue] = useState('');
  const [searched] = useDebouncedValue(value.trim(), suggestedAfterMs);
  const { data } = useQuery({ ...poolTagsQuery(searched, kind), placeholderData: (earlier) => earlier });
  const add = async () => {
    if (value.trim() === '') return;
    // A refused tag stays in the field, with the reason below it.
    const isAdded = await onAdd({ kind, value: value.trim() }).then(
      () => true,
      () => false,
    );
    if (isAdded) setValue('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Group gap="xs" align="start" wrap="nowrap">
        <Select
          aria-label={t('tagKind')}
          w={120}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: words(`tagKinds.${kind}`) }))}
          value={kind}
          onChange={(next) => setKind(next ?? 'skill')}
        />
        <Autocomplete
          aria-label={t('tagNew')}
          placeholder={t('tagPlaceholder')}
          flex={1}
          value={value}
          onChange={setValue}
          data={[...new Set(data?.items.map((tag) => tag.value))]}
          maxLength={100}
          error={error}
        />
        <Button type="submit" variant="default" loading={isBusy} disabled={value.trim() === ''}>
          {t('tagAdd')}
        </Button>
      </Group>
    </form>
  );
}
