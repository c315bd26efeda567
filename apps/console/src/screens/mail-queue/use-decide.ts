import type { MailDecision, MailDecisionResult, MatchingMails, MatchingMailsDecision, QueuedMail } from '@goen/client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblemCode } from '../../api/describe-problem.ts';
import { useFormats } from '../../i18n/dates.ts';
import { showUndo } from '../../ui/undo-toast.tsx';
import { decide, decideMatching, type MailFilters, toDecision, toKey, toUndoDecisions } from './queries.ts';
import { useTexts } from './texts.ts';

/** Closer to now than this, a mail leaves at once. */
const soonMs = 5 * 60_000;

type Step = Pick<MailDecision, 'action' | 'send_at' | 'wording' | 'digest'>;
type Work = { readonly mails: readonly QueuedMail[]; readonly step: Step };
/** What is being decided, and about which mails. */
type Running = { readonly action: Step['action']; readonly keys: ReadonlySet<string> | 'matching' };
type MatchingWork = {
  readonly filters: MailFilters;
  readonly matched: MatchingMails;
  readonly action: MatchingMailsDecision['action'];
};
type Undoing = { readonly undoable: readonly MailDecision[]; readonly until: string | null };
export type Progress = { readonly done: number; readonly count: number };

/** Decides about one or many mails, says what became of them, and offers to undo it as long as that is possible. */
export function useDecide() {
  const t = useTexts();
  const { formatTime } = useFormats();
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<Progress | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['mails'] });

  const single = useMutation({
    mutationFn: ({ mails, step }: Work) =>
      decide(
        mails.map((mail) => toDecision(mail, step)),
        countTo(mails.length),
      ),
    onSuccess: (results, { mails, step }) => {
      const changed = mails.filter((_, n) => isChanged(results[n]));
      const undoable = changed.flatMap((mail) => toUndoDecisions(mail, step.action));
      if (changed.length > 0) tellDone(step.action, changed.length, { undoable, until: findDeadline(results) });
      else if (results.every((result) => !('problem' in result))) tellUnchanged();
      // The dialog says itself that its text would replace another one.
      const isSaid = (result: MailDecisionResult) =>
        step.wording !== undefined && 'problem' in result && result.problem.code === 'mail_changed';
      tellFailures(
        results.filter((result) => !isSaid(result)),
        mails.length === 1 ? mails[0]?.name : null,
      );
    },
    onSettled: finish,
  });
  const matching = useMutation({
    mutationFn: ({ filters, matched, action }: MatchingWork) =>
      decideMatching(filters, matched, action, countTo(matched.count)),
    onSuccess: ({ changed, problems }, { action }) => {
      if (changed > 0) tellDone(action, changed, { undoable: [], until: null });
      else if (problems.length === 0) tellUnchanged();
      tellFailures(problems);
    },
    onSettled: finish,
  });

  function countTo(count: number): (done: number) => void {
    setProgress({ done: 0, count });
    return (done) => setProgress({ done, count });
  }
  function finish(): Promise<void> {
    setProgress(null);
    return refresh();
  }
  const tellUnchanged = () => notifications.show({ message: t('unchanged'), role: 'status' });

  function tellDone(action: Step['action'], count: number, { undoable, until }: Undoing): void {
    const leavesLater = action === 'send_now' && until !== null && !isSoon(until);
    const message = leavesLater ? t('sendsAt', { time: formatTime(until) }) : t(`done.${action}`, { count });
    if (undoable.length === 0) return void notifications.show({ message, role: 'status' });
    const undo = async () => {
      const undone = await decide(undoable);
      // Said at once: it is done, however long the lists take.
      void refresh();
      tellFailures(undone);
    };
    showUndo({ message, until, undo });
  }

  /** `name`: whose mail it is about, which may no longer be the one that is shown. */
  function tellFailures(results: readonly MailDecisionResult[], name: string | null = null): void {
    const problems = results.flatMap((result) => ('problem' in result ? [result.problem] : []));
    for (const [code, alike] of Map.groupBy(problems, (problem) => problem.code)) {
      const { title, advice } = describeProblemCode(code, alike[0]);
      notifications.show({
        id: `decide-${code}`,
        color: 'red',
        role: 'alert',
        title:
          results.length > 1
            ? `${t('failed', { count: alike.length })}: ${title}`
            : [name, title].filter(Boolean).join(': '),
        message: advice,
        autoClose: 12_000,
      });
    }
  }

  function toRunning(): Running | null {
    if (matching.isPending) return { action: matching.variables.action, keys: 'matching' };
    if (!single.isPending) return null;
    const { mails, step } = single.variables;
    return { action: step.action, keys: new Set(mails.map(toKey)) };
  }

  return {
    run: (mails: readonly QueuedMail[], step: Step) => single.mutateAsync({ mails, step }).catch(() => undefined),
    runMatching: (work: MatchingWork) => matching.mutateAsync(work).catch(() => undefined),
    running: toRunning(),
    progress,
  };
}

const isChanged = (result: MailDecisionResult | undefined): boolean =>
  result !== undefined && !('problem' in result) && result.changed;

/** When the first of the mails leaves: until then all of it can be undone. */
function findDeadline(results: readonly MailDecisionResult[]): string | null {
  const times = results.flatMap((result) => ('problem' in result || result.sends_at === null ? [] : [result.sends_at]));
  return times.toSorted()[0] ?? null;
}

const isSoon = (at: string): boolean => Date.parse(at) < Date.now() + soonMs;
