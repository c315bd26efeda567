import type { FeedbackAnswer, FeedbackRequest } from '@goen/client';
import { Anchor, Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { toButtonState } from '../../api/to-button-state.ts';
import { useFormats } from '../../i18n/dates.ts';
import { confirm } from '../../ui/confirm.ts';
import { createDrafts } from '../../ui/drafts.ts';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent } from '../../ui/list-detail.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { When } from '../../ui/when.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { useWords } from '../../words/use-words.ts';
import { DetailHead } from './detail-head.tsx';
import { FeedbackState } from './feedback-state.tsx';
import { answerFeedback, phrasesQuery } from './queries.ts';
import { useTexts } from './texts.ts';

type FeedbackDetailProps = { request: FeedbackRequest; onBack: () => void; onDone: () => void };

/** Who asked about which application, and the answer: sentences of the company, own words, or a polite refusal. */
export function FeedbackDetail({ request, onBack, onDone }: FeedbackDetailProps) {
  const t = useTexts();
  const words = useWords();
  const actorName = useActorName();
  const { formatDay, formatTime, formatDistance, formatAside } = useFormats();
  const mayAnswer = useMay('mail:write');
  const { answered_at: answeredAt, answered_by: answeredBy, due_on: dueOn } = request;
  return (
    <DetailContent>
      <DetailHead
        name={request.name ?? words('noName')}
        candidateId={request.candidate_id}
        state={<FeedbackState request={request} />}
        onBack={onBack}
      />
      <Facts
        facts={[
          [t('job'), request.job_name],
          [t('stage'), words(`stages.${request.stage}`)],
          [t('askedAt'), <When key="at" at={request.requested_at} />],
          [t('due'), formatDay(dueOn) + (request.state === 'open' ? formatAside(formatDistance(dueOn)) : '')],
          [t('answered'), answeredAt && `${actorName(answeredBy)}${formatAside(formatTime(answeredAt))}`],
        ]}
      />
      {request.state === 'open' && mayAnswer && <AnswerForm request={request} onDone={onDone} />}
      {request.state !== 'open' && (
        <Text size="sm">
          {t('answerIsMail')}{' '}
          <Anchor component={Link} to="/sent" search={{ candidate: request.candidate_id } as never} size="sm">
            {t('toSent')}
          </Anchor>
        </Text>
      )}
    </DetailContent>
  );
}

const maxOwnWords = 1_500;
type Draft = { readonly chosen: readonly string[]; readonly ownWords: string };
const drafts = createDrafts<Draft>();
const nothingWritten: Draft = { chosen: [], ownWords: '' };

function AnswerForm({ request, onDone }: Omit<FeedbackDetailProps, 'onBack'>) {
  const t = useTexts();
  const words = useWords();
  const queryClient = useQueryClient();
  const phrases = useQuery(phrasesQuery);
  const draft = drafts.useDraft(request.id) ?? nothingWritten;
  const { chosen, ownWords } = draft;
  const write = (change: Partial<Draft>) => drafts.keep(request.id, { ...draft, ...change });
  const answer = useMutation({
    mutationFn: (body: FeedbackAnswer | null) => answerFeedback(request.id, body),
    meta: { showsProblem: true },
    onSuccess: async (_answered, body) => {
      drafts.drop(request.id);
      notifications.show({ message: t(body === null ? 'refused' : 'feedbackSent'), role: 'status' });
      onDone();
      await Promise.all(
        ['cases', 'mails', 'today'].map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })),
      );
    },
  });
  const own = ownWords.trim();
  const sending = toButtonState(answer, (body) => body !== null);
  const refuse = async () => {
    const question = {
      title: t('refuseTitle'),
      consequence: t('refuseAdvice', { name: request.name ?? words('noName') }),
      action: t('refuse'),
    };
    if (await confirm(question)) answer.mutate(null);
  };
  return (
    <Stack component="section" aria-label={t('answer')} gap="sm">
      <Loaded query={phrases} lines={3}>
        {(list) =>
          list.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('noPhrases')}
            </Text>
          ) : (
            <Checkbox.Group
              label={t('phrases')}
              description={t('phrasesAbout')}
              value={[...chosen]}
              onChange={(next) => write({ chosen: next })}
            >
              <Stack gap="xs" mt="xs">
                {list.map((phrase) => (
                  <Checkbox key={phrase} value={phrase} label={phrase} />
                ))}
              </Stack>
            </Checkbox.Group>
          )
        }
      </Loaded>
      <Textarea
        label={t('ownWords')}
        description={t('ownWordsAbout')}
        value={ownWords}
        onChange={({ currentTarget }) => write({ ownWords: currentTarget.value })}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={maxOwnWords}
      />
      {answer.error !== null && <ProblemAlert error={answer.error} />}
      <Group>
        <Button
          disabled={(chosen.length === 0 && own === '') || sending.disabled}
          loading={sending.loading}
          onClick={() => answer.mutate({ phrases: [...chosen], own_words: own === '' ? null : own })}
        >
          {t('send')}
        </Button>
        <Button variant="default" onClick={() => void refuse()} {...toButtonState(answer, (body) => body === null)}>
          {t('refuse')}
        </Button>
      </Group>
    </Stack>
  );
}
