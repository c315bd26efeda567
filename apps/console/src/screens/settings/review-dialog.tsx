import type { CompanySettingsChangeResult, MovedMail } from '@goen/client';
import { Button, Group, Loader, Modal, Stack, Text, Title } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useFormats } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useWords } from '../../words/use-words.ts';
import classes from './settings.module.css';
import { useTexts } from './texts.ts';

type ReviewDialogProps = {
  dryRun: UseInfiniteQueryResult<InfiniteData<CompanySettingsChangeResult>>;
  onClose: () => void;
  onSave: () => void;
  isSaving: boolean;
};

/** More would be read by nobody; the numbers above count all. */
const shownMoves = 50;
const moveKinds = ['enters', 'leaves', 'later', 'earlier', 'waits', 'released', 'other'] as const;
type MoveKind = (typeof moveKinds)[number];

/** Which queued mails a change moves, before it is saved. */
export function ReviewDialog({ dryRun, onClose, onSave, isSaving }: ReviewDialogProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, error } = dryRun;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const pages = data?.pages ?? [];
  const moves = pages.flatMap(({ moved_mails: moved }) => moved?.items ?? []);
  const evaluated = pages.reduce((sum, { moved_mails: moved }) => sum + (moved?.evaluated ?? 0), 0);
  const isComplete = !hasNextPage && pages.length > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reviewTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack>
        {isComplete ? (
          <Text fw={600} role="status">
            {moves.length === 0 ? t('noMoves', { count: evaluated }) : t('moves', { count: moves.length })}
          </Text>
        ) : (
          <Group gap="xs" role="status">
            <Loader size="xs" />
            <Text>{t('evaluating', { count: evaluated })}</Text>
          </Group>
        )}
        <Totals moves={moves} />
        {isFetchNextPageError && <ProblemAlert error={error} onRetry={() => void fetchNextPage()} />}
        {moves.length > 0 && (
          <section aria-labelledby="moved-mails">
            <Title order={3} id="moved-mails" mb="xs">
              {moves.length > shownMoves ? t('firstMoves', { count: shownMoves }) : t('movedMails')}
            </Title>
            <ul className={classes.moves}>
              {moves.slice(0, shownMoves).map((move) => (
                <Move key={move.case_id} move={move} />
              ))}
            </ul>
          </section>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('backToForm')}
          </Button>
          <Button onClick={onSave} loading={isSaving} disabled={!isComplete} data-autofocus>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function toMoveKind({ before, after }: MovedMail): MoveKind {
  if (before === null) return 'enters';
  if (after === null) return 'leaves';
  if (after.waiting_for !== null && before.waiting_for === null) return 'waits';
  if (after.waiting_for === null && before.waiting_for !== null) return 'released';
  if (before.sends_at === after.sends_at || before.sends_at === null || after.sends_at === null) return 'other';
  return before.sends_at < after.sends_at ? 'later' : 'earlier';
}

function Totals({ moves }: { moves: readonly MovedMail[] }) {
  const t = useTexts();
  const counts = Map.groupBy(moves, toMoveKind);
  return (
    <ul className={classes.totals}>
      {moveKinds.map((kind) => {
        const count = counts.get(kind)?.length ?? 0;
        return count === 0 ? null : <li key={kind}>{t(`moveKinds.${kind}`, { count })}</li>;
      })}
    </ul>
  );
}

function Move({ move }: { move: MovedMail }) {
  const t = useTexts();
  const words = useWords();
  const { formatTime } = useFormats();
  const toTime = (mail: MovedMail['before']) =>
    mail === null ? t('notQueued') : mail.sends_at === null ? t('noDate') : formatTime(mail.sends_at);
  const toWait = (mail: MovedMail['before']) =>
    mail === null
      ? ''
      : words(mail.waiting_for === null ? `approvals.${mail.approval}` : `waitsFor.${mail.waiting_for}`);
  /** What does not change is said once. */
  const toChange = (from: string, to: string) => (from === to ? to : t('fromTo', { from, to }));
  const { before, after } = move;
  const waits = before === null || after === null ? '' : toChange(toWait(before), toWait(after));
  const kind = (move.after ?? move.before)?.kind;
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {move.name ?? words('noName')}
          {kind !== undefined && `　${words(`mailKinds.${kind}`)}`}
        </Text>
        <CandidateLink id={move.candidate_id}>{t('openCandidate')}</CandidateLink>
      </Group>
      <Text size="sm" className="tabular">
        {[toChange(toTime(before), toTime(after)), waits].filter(Boolean).join('・')}
      </Text>
    </li>
  );
}
