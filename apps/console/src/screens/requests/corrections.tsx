import type { CorrectionRequest } from '@goen/client';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { CorrectionDetail } from './correction-detail.tsx';
import { CorrectionState } from './correction-state.tsx';
import { type CorrectionSearch, correctionStates, correctionsQuery } from './queries.ts';
import { RequestList } from './request-list.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/requests/corrections');

/** What candidates asked to be corrected (個人情報保護法 Art. 34). */
export function Corrections() {
  const t = useTexts();
  const { state = 'open', open } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(correctionsQuery(state));
  return (
    <RequestList
      part="corrections"
      rows={toRows(query.data)}
      query={query}
      states={correctionStates.map((value) => ({ value, label: t(`correctionStates.${value}`) }))}
      state={state}
      onState={(next) => void navigate({ search: { state: next } })}
      openId={open}
      onOpen={(id) =>
        void navigate({
          search: (now) => withoutUndefined({ ...now, open: id }) as CorrectionSearch,
          replace: open !== undefined,
        })
      }
      renderRow={(row, isOpen) => <CorrectionRow request={row} isOpen={isOpen} />}
      renderDetail={(row, go) => <CorrectionDetail key={row.id} request={row} onBack={go.back} onDone={go.next} />}
    />
  );
}

function CorrectionRow({ request, isOpen }: { request: CorrectionRequest; isOpen: boolean }) {
  const words = useWords();
  return (
    <ListRow isOpen={isOpen} path="/requests/corrections" open={{ open: request.id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {request.name ?? words('noName')}
        </Text>
        <CorrectionState request={request} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {request.text}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        <When at={request.asked_at} />
      </Text>
    </ListRow>
  );
}
