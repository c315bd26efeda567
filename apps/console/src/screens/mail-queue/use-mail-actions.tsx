import type { MatchingMailsDecision, QueuedMail } from '@goen/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import type { Shortcut } from '../../shell/keyboard.ts';
import { confirm } from '../../ui/confirm.ts';
import { useWords } from '../../words/use-words.ts';
import { EditDialog, type EditedText, type EditOutcome } from './edit-dialog.tsx';
import { noteDrafts } from './note-editor.tsx';
import { previewQuery, readMatching, toKey } from './queries.ts';
import { RescheduleDialog } from './reschedule-dialog.tsx';
import { useTexts } from './texts.ts';
import { useDecide } from './use-decide.ts';
import type { Selection } from './use-selection.ts';

type Input = {
  /** The mail that is open. */
  readonly mail: QueuedMail | undefined;
  readonly selection: Selection;
  /** Opens the mail that follows. */
  readonly openNext: () => void;
};
type GroupAction = MatchingMailsDecision['action'];
export type MailActions = ReturnType<typeof useMailActions>;

/** What members do with the mail that is open, and with those that are chosen. */
export function useMailActions({ mail, selection, openNext }: Input) {
  const t = useTexts();
  const words = useWords();
  const mayDecide = useMay('mail:write');
  const queryClient = useQueryClient();
  const { run, runMatching, running, progress } = useDecide();
  const [rescheduled, setRescheduled] = useState<readonly QueuedMail[] | null>(null);

  const [editedMail, setEditedMail] = useState<QueuedMail | null>(null);

  /** About those that are chosen; `ask` first. Everything that matches is decided by the server. */
  const decideSelected = async (
    action: GroupAction,
    ask?: (count: number, isMatching: boolean) => Promise<boolean>,
  ) => {
    const { mails, isMatching, filters } = selection;
    const matched = isMatching ? await readMatching(filters) : null;
    if (ask && !(await ask(matched?.count ?? mails.length, isMatching))) return;
    selection.clear();
    if (matched === null) await run(mails, { action });
    else await runMatching({ filters, matched, action });
  };
  const askApprove = (count: number) =>
    confirm({ title: t('approveManyTitle', { count }), consequence: t('approveManyAdvice'), action: t('approve') });
  /** What is held on this screen can be undone; all that match cannot be undone at once. */
  const askHold = async (count: number, isMatching: boolean) =>
    !isMatching ||
    confirm({ title: t('holdManyTitle', { count }), consequence: t('holdManyAdvice'), action: t('hold') });
  const askRelease = async (count: number, isMatching: boolean) =>
    !isMatching ||
    confirm({ title: t('releaseManyTitle', { count }), consequence: t('releaseManyAdvice'), action: t('release') });
  const askCancel = (consequence: string) =>
    confirm({ title: t('cancelTitle'), consequence, action: t('cancel'), isDangerous: true });

  /** Whether this is being decided about this mail: its button shows it, and no other. */
  const isRunning = (shown: QueuedMail, action: GroupAction) =>
    running?.action === action && running.keys !== 'matching' && running.keys.has(toKey(shown));

  const approve = () => {
    if (!mail) return;
    // Exactly the text that is shown, and not what a colleague has made of it meanwhile.
    const digest = queryClient.getQueryData(previewQuery(mail).queryKey)?.digest;
    openNext();
    void run([mail], { action: 'approve', ...(digest === undefined ? {} : { digest }) });
  };
  const decideText = async (action: 'approve' | 'edit', text: EditedText): Promise<EditOutcome> => {
    if (editedMail === null) return 'failed';
    const [result] = (await run([editedMail], { action, ...text })) ?? [];
    if (result === undefined) return 'failed';
    if (!('problem' in result)) return 'done';
    return result.problem.code === 'mail_changed' ? 'changed' : 'failed';
  };

  const toggleHold = () => mail && void run([mail], { action: mail.approval === 'held' ? 'release' : 'hold' });
  const revoke = () => mail && void run([mail], { action: 'revoke' });
  const cancel = async () => {
    if (!mail || !(await askCancel(t('cancelOne', { name: mail.name ?? words('noName') })))) return;
    openNext();
    await run([mail], { action: 'cancel' });
  };
  const sendNow = async () => {
    if (!mail) return;
    if (!(await confirm({ title: t('sendNowTitle'), consequence: t('sendNowAdvice'), action: t('sendNow') }))) return;
    await run([mail], { action: 'send_now' });
  };
  const isNoteUnsaved = noteDrafts.useHasDraft(mail?.rejection_ids ?? []);
  const canApprove =
    mayDecide &&
    !isNoteUnsaved &&
    mail !== undefined &&
    mail.waiting_for !== 'personal_note' &&
    mail.approval !== 'approved';
  const shortcuts: Shortcut[] = [
    { keys: 'a', text: t('approveNext'), run: approve, isDisabled: !canApprove || mail.approval === 'not_needed' },
    { keys: 'h', text: t('holdOrRelease'), run: toggleHold, isDisabled: !mayDecide || !mail },
    { keys: 'e', text: t('edit'), run: () => setEditedMail(mail ?? null), isDisabled: !mayDecide || !mail },
  ];
  return {
    isRunning,
    progress,
    shortcuts: mayDecide ? shortcuts : [],
    isNoteUnsaved,
    approve,
    toggleHold,
    revoke,
    cancel: () => void cancel(),
    sendNow: () => void sendNow(),
    reschedule: () => setRescheduled(mail ? [mail] : null),
    approveSelected: () => void decideSelected('approve', askApprove),
    holdSelected: () => void decideSelected('hold', askHold),
    releaseSelected: () => void decideSelected('release', askRelease),
    cancelSelected: () => void decideSelected('cancel', (count) => askCancel(t('cancelMany', { count }))),
    rescheduleSelected: () => setRescheduled(selection.mails),
    edit: () => setEditedMail(mail ?? null),
    dialogs: (
      <>
        <RescheduleDialog
          mails={rescheduled}
          onClose={() => setRescheduled(null)}
          onChoose={(sendAt) => {
            selection.clear();
            void run(rescheduled ?? [], { action: 'reschedule', send_at: sendAt });
          }}
        />
        <EditDialog
          mail={editedMail}
          onClose={() => setEditedMail(null)}
          onApprove={(text) => decideText('approve', text)}
          onSave={(text) => decideText('edit', text)}
        />
      </>
    ),
  };
}
