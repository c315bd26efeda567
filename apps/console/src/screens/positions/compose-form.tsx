import type { FormerCandidate, InvitationWording, Position, PreviewInvitation } from '@goen/client';
import { Button, Group, SegmentedControl, SimpleGrid, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useMe } from '../../api/me.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { hasWordingFaults, readWordingFaults } from '../../ui/wording-editor/faults.ts';
import { WordingFields } from '../../ui/wording-editor/wording-fields.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Outcome } from './invitation-outcome.tsx';
import { InvitationPreview } from './invitation-preview.tsx';
import { type Owner, OwnerSelect } from './owner-select.tsx';
import classes from './positions.module.css';
import { invitationPreviewQuery, inviteCandidates, saveInvitationWording, variablesQuery } from './queries.ts';
import { useTexts } from './texts.ts';
import { type Draft, type Language, languages, useDrafts } from './use-drafts.ts';

const previewAfterMs = 400;
const maxNews = 1_000;

type ComposeFormProps = {
  position: Position;
  people: readonly FormerCandidate[];
  saved: readonly InvitationWording[];
  onChange: () => void;
  onCancel: () => void;
  onInvited: (outcome: Outcome) => void;
};

/** The text is the position's: it is saved with it and is the draft of the next invitation. */
export function ComposeForm({ position, people, saved, onChange, onCancel, onInvited }: ComposeFormProps) {
  const t = useTexts();
  const words = useWords();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const me = useMe();
  const [owner, setOwner] = useState<Owner>({ name: me.member?.name ?? me.email, email: me.email });
  const [language, setLanguage] = useState<Language>('ja');
  const [nth, setNth] = useState(0);
  const { drafts, set, changed } = useDrafts(saved);
  const draft = drafts[language];
  const person = people[nth];
  const asked = toRequest(person, language, draft);
  const [settled] = useDebouncedValue(asked, previewAfterMs);
  const preview = useQuery({
    ...invitationPreviewQuery(position.id, settled),
    enabled: settled.what_is_new !== undefined,
    placeholderData: keepPreviousData,
  });
  const { data: builtIn } = useQuery(variablesQuery('re_invitation'));
  const isSettled = JSON.stringify(settled) === JSON.stringify(asked);
  // The company's text of this language, to begin with.
  const startText = isSettled && !preview.isPlaceholderData ? preview.data?.wording : undefined;
  const change = (next: Partial<Draft>) => {
    onChange();
    set(language, next);
  };
  const invite = useMutation({
    mutationFn: async () => {
      for (const locale of changed) {
        const { news, own } = drafts[locale];
        if (news.trim() !== '')
          await saveInvitationWording(position.id, { locale, what_is_new: news.trim(), wording: own });
      }
      const ids = people.map(({ id }) => id);
      return inviteCandidates(position.id, ids, owner);
    },
    meta: { showsProblem: true },
    onSuccess: async ({ results }) => {
      onInvited(results);
      for (const topic of ['positions', 'candidates', 're_invitations', 'mails'])
        await queryClient.invalidateQueries({ queryKey: [topic] });
    },
  });
  const canInvite = languages.some((locale) => drafts[locale].news.trim() !== '');
  const fieldErrors = describeFieldErrors(invite.error);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack gap="sm">
          <OwnerSelect value={owner} onChange={setOwner} description={t('ownerAdvice')} />
          <div>
            <SegmentedControl
              aria-label={t('language')}
              value={language}
              onChange={(value) => setLanguage(value)}
              data={languages.map((value) => ({ value, label: words(`locales.${value}`) }))}
            />
            <Text size="xs" c="dimmed" mt={4}>
              {t('languageAdvice')}
            </Text>
          </div>
          <Textarea
            label={t('whatIsNew')}
            description={t('whatIsNewAdvice')}
            placeholder={t('whatIsNewPlaceholder')}
            required={language === 'ja'}
            autosize
            minRows={4}
            maxLength={maxNews}
            value={draft.news}
            onChange={({ currentTarget }) => change({ news: currentTarget.value })}
            error={fieldErrors['/what_is_new']}
          />
          <Switch
            label={t('ownText')}
            description={t('ownTextAdvice')}
            checked={draft.own !== null}
            disabled={draft.own === null && startText === undefined}
            onChange={({ currentTarget }) => change({ own: currentTarget.checked ? (startText ?? null) : null })}
          />
          {draft.own !== null && (
            <WordingFields
              value={draft.own}
              onChange={(own) => change({ own })}
              faults={readWordingFaults(preview.error)}
              variables={builtIn?.variables ?? []}
            />
          )}
        </Stack>
        <InvitationPreview
          people={people}
          nth={nth}
          onChoose={setNth}
          query={preview}
          hasNews={draft.news.trim() !== ''}
        />
      </SimpleGrid>
      {invite.error !== null && <ProblemAlert error={invite.error} />}
      <Group justify="flex-end" className={classes.composeActions ?? ''}>
        <Button variant="default" onClick={onCancel}>
          {shell('cancel')}
        </Button>
        <Button
          onClick={() => invite.mutate()}
          loading={invite.isPending}
          disabled={!canInvite || !isSettled || hasWordingFaults(preview.error)}
        >
          {t('invite', { count: people.length })}
        </Button>
      </Group>
    </Stack>
  );
}

const toRequest = (person: FormerCandidate | undefined, locale: Language, { news, own }: Draft): PreviewInvitation => ({
  candidate_id: person?.id ?? '',
  locale,
  ...(news.trim() === '' ? {} : { what_is_new: news.trim() }),
  wording: own && { subject: own.subject, body: own.body },
});
