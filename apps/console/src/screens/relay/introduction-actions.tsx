import type { Introduction, NewIntroductionReport } from '@goen/client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toButtonState } from '../../api/to-button-state.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { confirm } from '../../ui/confirm.ts';
import { DetailActions } from '../../ui/list-detail.tsx';
import { EmploymentDialog } from './employment-dialog.tsx';
import { HireDialog } from './hire-dialog.tsx';
import { toShownState, usePersonName } from './introduction-state.ts';
import { report } from './queries.ts';
import { useTexts } from './texts.ts';

type Dialog = 'hire' | 'employment';

/** What the company reports: only forward, and a hire or a refusal ends it. */
export function IntroductionActions({ introduction }: { introduction: Introduction }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const personName = usePersonName();
  const run = useMutation({
    mutationFn: (body: NewIntroductionReport) => report(introduction.id, body),
    onSuccess: async (_answer, body) => {
      notifications.show({ message: t(`reported.${body.report}`), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['introductions'] });
    },
  });
  const state = toShownState(introduction);
  const isOpen = introduction.state === 'accepted';
  const canContact = isOpen && state === 'accepted';
  const canInterview = canContact || (isOpen && state === 'contacted');
  const canEnd = canInterview || (isOpen && state === 'interviewing');
  const isHired = state === 'hired';
  const decline = async () => {
    const name = personName(introduction);
    const question = { title: t('declineTitle'), consequence: t('declineAdvice', { name }), action: t('decline') };
    if (await confirm({ ...question, isDangerous: true })) run.mutate({ report: 'declined' });
  };
  useShortcuts([
    { keys: 'c', text: t('contact'), run: () => run.mutate({ report: 'contacted' }), isDisabled: !canContact },
    { keys: 'i', text: t('interview'), run: () => run.mutate({ report: 'interviewing' }), isDisabled: !canInterview },
  ]);
  if (!canEnd && !isHired) return null;
  return (
    <DetailActions>
      {canContact && (
        <Button
          onClick={() => run.mutate({ report: 'contacted' })}
          {...toButtonState(run, (body) => body.report === 'contacted')}
        >
          {t('contact')}
        </Button>
      )}
      {canInterview && (
        <Button
          variant={canContact ? 'default' : 'filled'}
          onClick={() => run.mutate({ report: 'interviewing' })}
          {...toButtonState(run, (body) => body.report === 'interviewing')}
        >
          {t('interview')}
        </Button>
      )}
      {canEnd && (
        <Button variant={canInterview ? 'default' : 'filled'} onClick={() => setDialog('hire')}>
          {t('hire')}
        </Button>
      )}
      {canEnd && (
        <Button
          variant="default"
          onClick={() => void decline()}
          {...toButtonState(run, (body) => body.report === 'declined')}
        >
          {t('decline')}
        </Button>
      )}
      {isHired && (
        <>
          <Button variant="default" onClick={() => setDialog('hire')}>
            {t('correctHire')}
          </Button>
          <Button variant="default" onClick={() => setDialog('employment')}>
            {t('answerEmployment')}
          </Button>
        </>
      )}
      {dialog === 'hire' && <HireDialog introduction={introduction} onClose={() => setDialog(null)} />}
      {dialog === 'employment' && <EmploymentDialog introduction={introduction} onClose={() => setDialog(null)} />}
    </DetailActions>
  );
}
