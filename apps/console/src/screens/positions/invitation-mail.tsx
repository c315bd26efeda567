import type { NamedReInvitation, QueuedMail } from '@goen/client';
import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { describeProblemCode } from '../../api/describe-problem.ts';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { MailFrame } from '../../ui/mail-frame.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { showUndo } from '../../ui/undo-toast.tsx';
import { useWords } from '../../words/use-words.ts';
import { decideMail, queuedMailQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** The mail of this invitation that waits in the queue, as its reader will see it, to be approved here. */
export function InvitationMail({ invitation }: { invitation: NamedReInvitation }) {
  const mayRead = useMay('mail:read');
  const { data: mail } = useQuery({ ...queuedMailQuery(invitation), enabled: mayRead });
  return mail ? <Queued mail={mail} /> : null;
}

function Queued({ mail }: { mail: QueuedMail }) {
  const t = useTexts();
  const words = useWords();
  const { formatTime } = useFormats();
  const { mutate, isPending } = useDecision(mail);
  const mayDecide = useMay('mail:write');
  const mayApprove = useMay('mail:approve');
  const name = mail.name ?? words('noName');
  const isApproved = mail.approval === 'approved' || mail.approval === 'not_needed';
  const askCancel = async () => {
    const consequence = t('withdrawAdvice', { name });
    const question = { title: t('withdrawTitle'), consequence, action: t('withdraw'), isDangerous: true };
    if (await confirm(question)) mutate('cancel');
  };
  return (
    <section aria-label={t('queued')}>
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Title order={3}>{words(`mailKinds.${mail.kind}`)}</Title>
          <StateBadge tone={isApproved ? 'good' : 'waiting'}>{words(`approvals.${mail.approval}`)}</StateBadge>
        </Group>
        <Anchor
          component={Link}
          to="/mails"
          search={{ kind: mail.kind, mail: `${mail.case_id}.${mail.kind}` } as never}
          size="sm"
        >
          {t('openInQueue')}
        </Anchor>
      </Group>
      {mail.sends_at !== null && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('sendsAt', { time: formatTime(mail.sends_at) })}
        </Text>
      )}
      <Group gap="xs" mb="sm">
        {!isApproved && mayDecide && mayApprove && (
          <Button leftSection={<Icon name="check" size={18} />} onClick={() => mutate('approve')} loading={isPending}>
            {t('approve')}
          </Button>
        )}
        {mayDecide && (
          <Button variant="default" onClick={() => void askCancel()} disabled={isPending}>
            {t('withdraw')}
          </Button>
        )}
      </Group>
      <MailFrame
        src={`/v1/mails/${mail.case_id}/html?kind=${mail.kind}`}
        title={t('queued')}
        width="phone"
        version={`${mail.edited} ${mail.decided_at}`}
      />
    </section>
  );
}

/** Approves or cancels, and says so; an approval can be taken back until the mail leaves. */
function useDecision(mail: QueuedMail) {
  const t = useTexts();
  const words = useWords();
  const queryClient = useQueryClient();
  const name = mail.name ?? words('noName');
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: ['mails'] });
    await queryClient.invalidateQueries({ queryKey: ['re_invitations'] });
  };
  return useMutation({
    mutationFn: (action: 'approve' | 'cancel') => decideMail(mail, action),
    onSuccess: async (result, action) => {
      await refresh();
      if (result === undefined) return;
      if ('problem' in result) {
        const { title, advice } = describeProblemCode(result.problem.code, result.problem);
        notifications.show({ color: 'red', role: 'alert', title, message: advice, autoClose: 12_000 });
      } else if (action === 'cancel') {
        notifications.show({ message: t('withdrawn', { name }), role: 'status' });
      } else {
        const undo = async () => {
          await decideMail(mail, 'revoke');
          await refresh();
        };
        showUndo({ message: t('approved', { name }), until: result.sends_at, undo });
      }
    },
  });
}
