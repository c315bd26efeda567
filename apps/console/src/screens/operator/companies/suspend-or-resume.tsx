import { unwrap } from '@goen/client';
import type { OperatorCompany } from '@goen/client/operator';
import { Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { operatorApi } from '../../../api/operator.ts';
import { useShellTexts } from '../../../shell/texts.ts';
import { confirm } from '../../../ui/confirm.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { useTexts } from './texts.ts';

export function SuspendOrResume({ company }: { company: OperatorCompany }) {
  const t = useTexts();
  const [isAsking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const path = { id: company.id };
  const onSuccess = (message: string) => () => {
    setAsking(false);
    notifications.show({ message, role: 'status' });
    return queryClient.invalidateQueries({ queryKey: ['companies'] });
  };
  const suspend = useMutation({
    mutationFn: (because: string) =>
      unwrap(operatorApi.POST('/operator/companies/{id}/suspend', { params: { path }, body: { because } })),
    meta: { showsProblem: true },
    onSuccess: onSuccess(t('suspended', { name: company.name })),
  });
  const resume = useMutation({
    mutationFn: () => unwrap(operatorApi.POST('/operator/companies/{id}/resume', { params: { path } })),
    onSuccess: onSuccess(t('resumed', { name: company.name })),
  });
  if (company.suspended !== null) {
    const ask = async () => {
      const question = { title: t('resumeTitle', { name: company.name }), consequence: t('resumeConsequence') };
      if (await confirm({ ...question, action: t('resume') })) resume.mutate();
    };
    return (
      <Button onClick={() => void ask()} loading={resume.isPending}>
        {t('resume')}
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('suspend')}
      </Button>
      {isAsking && (
        <SuspendDialog
          name={company.name}
          isPending={suspend.isPending}
          error={suspend.error}
          onClose={() => setAsking(false)}
          onSuspend={(because) => suspend.mutate(because)}
        />
      )}
    </>
  );
}

type SuspendDialogProps = {
  name: string;
  isPending: boolean;
  error: Error | null;
  onClose: () => void;
  onSuspend: (because: string) => void;
};
const consequences = ['read', 'mails', 'reports', 'relay', 'candidates'] as const;

function SuspendDialog({ name, isPending, error, onClose, onSuspend }: SuspendDialogProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [because, setBecause] = useState('');
  const [isMissing, setMissing] = useState(false);
  const submit = () => (because.trim() === '' ? setMissing(true) : onSuspend(because.trim()));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('suspendTitle', { name })}
      size="lg"
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack>
        <Text>{t('suspendAbout')}</Text>
        <List size="sm" spacing={4}>
          {consequences.map((consequence) => (
            <List.Item key={consequence}>{t(`consequences.${consequence}`)}</List.Item>
          ))}
        </List>
        <Textarea
          label={t('because')}
          description={t('becauseAbout')}
          required
          autosize
          minRows={2}
          maxLength={500}
          value={because}
          onChange={({ currentTarget }) => setBecause(currentTarget.value)}
          error={isMissing && because.trim() === '' ? t('becauseMissing') : null}
          data-autofocus
        />
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button color="red" onClick={submit} loading={isPending}>
            {t('suspend')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
