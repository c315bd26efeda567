import type { FeedbackRequest } from '@goen/client';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { useWords } from '../../words/use-words.ts';
import { FeedbackDetail } from './feedback-detail.tsx';
import { FeedbackState } from './feedback-state.tsx';
import { type FeedbackSearch, feedbackQuery, feedbackStates } from './queries.ts';
import { RequestList } from './request-list.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/requests/');

/** Candidates who asked for feedback. */
export function Feedback() {
  const t = useTexts();
  const { state = 'open', open } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(feedbackQuery(state));
  return (
    <RequestList
      part="feedback"
      rows={toRows(query.data)}
      query={query}
      states={feedbackStates.map((value) => ({ value, label: t(`feedbackStates.${value}`) }))}
      state={state}
      onState={(next) => void navigate({ search: { state: next } })}
      openId={open}
      onOpen={(id) =>
        void navigate({
          search: (now) => withoutUndefined({ ...now, open: id }) as FeedbackSearch,
          replace: open !== undefined,
        })
      }
      renderRow={(row, isOpen) => <FeedbackRow request={row} isOpen={isOpen} />}
      renderDetail={(row, go) => <FeedbackDetail key={row.id} request={row} onBack={go.back} onDone={go.next} />}
    />
  );
}

function FeedbackRow({ request, isOpen }: { request: FeedbackRequest; isOpen: boolean }) {
  const t = useTexts();
  const words = useWords();
  const { formatDay } = useFormats();
  return (
    <ListRow isOpen={isOpen} path="/requests" open={{ open: request.id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {request.name ?? words('noName')}
        </Text>
        <FeedbackState request={request} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {[request.job_name, words(`stages.${request.stage}`)].filter((part) => part !== null).join(' · ')}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        {t('dueOn', { day: formatDay(request.due_on) })}
      </Text>
    </ListRow>
  );
}
