import type { CorrectionAnswer, CorrectionRequest } from '@goen/client';
import { Blockquote, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useMay } from '../../api/me.ts';
import { toButtonState } from '../../api/to-button-state.ts';
import { useFormats } from '../../i18n/dates.ts';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { confirm } from '../../ui/confirm.ts';
import { createDrafts } from '../../ui/drafts.ts';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent } from '../../ui/list-detail.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { When } from '../../ui/when.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { useWords } from '../../words/use-words.ts';
import { CorrectionState } from './correction-state.tsx';
import { DetailHead } from './detail-head.tsx';
import { answerCorrection } from './queries.ts';
import { useTexts } from './texts.ts';

type CorrectionDetailProps = { request: CorrectionRequest; onBack: () => void; onDone: () => void };

/** What the person wrote, and the answer that they see on their page. */
export function CorrectionDetail({ request, onBack, onDone }: CorrectionDetailProps) {
  const t = useTexts();
  const words = useWords();
  const actorName = useActorName();
  const { formatTime, formatAside } = useFormats();
  const mayAnswer = useMay('candidates:write');
  const { answered_at: answeredAt, answered_by: answeredBy } = request;
  return (
    <DetailContent>
      <DetailHead
        name={request.name ?? words('noName')}
        candidateId={request.candidate_id}
        state={<CorrectionState request={request} />}
        onBack={onBack}
      />
      <Blockquote p="md" style={{ whiteSpace: 'pre-wrap' }}>
        {request.text}
      </Blockquote>
      <Facts
        facts={[
          [t('askedAt'), <When key="at" at={request.asked_at} />],
          [t('answered'), answeredAt && `${actorName(answeredBy)}${formatAside(formatTime(answeredAt))}`],
          [t('answer'), request.answer],
        ]}
      />
      {request.state === 'open' && mayAnswer && <AnswerForm request={request} onDone={onDone} />}
    </DetailContent>
  );
}

const maxAnswer = 500;
const drafts = createDrafts<string>();

function AnswerForm({ request, onDone }: Omit<CorrectionDetailProps, 'onBack'>) {
  const t = useTexts();
  const words = useWords();
  const queryClient = useQueryClient();
  const text = drafts.useDraft(request.id) ?? '';
  const answer = useMutation({
    mutationFn: (body: CorrectionAnswer) => answerCorrection(request.id, body),
    meta: { showsProblem: true },
    onSuccess: async ({ state }) => {
      drafts.drop(request.id);
      notifications.show({ message: t(state === 'done' ? 'correctionDone' : 'correctionRefused'), role: 'status' });
      onDone();
      await Promise.all(['candidates', 'today'].map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })));
    },
  });
  const written = text.trim();
  const refusing = toButtonState(answer, ({ outcome }) => outcome === 'refused');
  const faults = describeFieldErrors(answer.error);
  const refuse = async () => {
    const question = {
      title: t('refuseCorrectionTitle'),
      consequence: t('refuseCorrectionAdvice', { name: request.name ?? words('noName') }),
      action: t('refuseCorrection'),
    };
    if (await confirm(question)) answer.mutate({ outcome: 'refused', answer: written });
  };
  return (
    <Stack component="section" aria-label={t('answer')} gap="sm">
      <Text size="sm">{t('correctFirst')}</Text>
      <CandidateLink id={request.candidate_id}>{t('toCorrect')}</CandidateLink>
      <Textarea
        label={t('answerText')}
        description={t('answerTextAbout')}
        value={text}
        onChange={({ currentTarget: { value } }) => drafts.keep(request.id, value)}
        error={faults['/answer']}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={maxAnswer}
      />
      {answer.error !== null && faults['/answer'] === undefined && <ProblemAlert error={answer.error} />}
      <Group>
        <Button
          {...toButtonState(answer, ({ outcome }) => outcome === 'done')}
          onClick={() => answer.mutate({ outcome: 'done', ...(written === '' ? {} : { answer: written }) })}
        >
          {t('corrected')}
        </Button>
        <Button
          variant="default"
          disabled={written === '' || refusing.disabled}
          loading={refusing.loading}
          onClick={() => void refuse()}
        >
          {t('refuseCorrection')}
        </Button>
      </Group>
      {written === '' && (
        <Text size="xs" c="dimmed">
          {t('refusalNeedsReason')}
        </Text>
      )}
    </Stack>
  );
}
