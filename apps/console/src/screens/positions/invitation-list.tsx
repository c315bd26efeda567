import type { NamedReInvitation } from '@goen/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { toRows } from '../../api/pages.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { InvitationDetail } from './invitation-detail.tsx';
import { InvitationRow } from './invitation-row.tsx';
import { invitationsQuery, type Show } from './queries.ts';
import { useTexts } from './texts.ts';

const rowHeight = 88;

type InvitationListProps = {
  /** Tells lists apart whose places are remembered. */
  name: string;
  /** Of the screen, for links of rows. */
  path: string;
  show: Show;
  /** Only about this position. */
  positionId?: string;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
};

/** People who were invited, and beside them the one that is open. */
export function InvitationList({ name, path, show, positionId, openId, onOpen }: InvitationListProps) {
  const t = useTexts();
  const query = useInfiniteQuery(invitationsQuery(show, positionId));
  const rows = toRows(query.data);
  const open = rows.find(({ id }) => id === openId);
  const cursor = useRowCursor({ rows, getKey: ({ id }) => id, openKey: openId, onOpen });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
  ]);
  return (
    <ListDetail
      isOpen={openId !== undefined}
      listLabel={t('invitations')}
      list={
        <EndlessList<NamedReInvitation>
          name={name}
          label={t('invitations')}
          rows={rows}
          query={query}
          getKey={({ id }) => id}
          selectedKey={openId}
          rowHeight={rowHeight}
          renderRow={(row) => (
            <InvitationRow
              invitation={row}
              isOpen={row.id === openId}
              path={path}
              hasPosition={positionId === undefined}
            />
          )}
          empty={<Nobody show={show} ofPosition={positionId !== undefined} />}
        />
      }
      detailLabel={t('invitation')}
      detail={
        open === undefined ? (
          <EmptyState icon="positions" title={t('choose')}>
            {t('chooseAdvice')}
          </EmptyState>
        ) : (
          <InvitationDetail
            key={open.id}
            invitation={open}
            hasPosition={positionId === undefined}
            onBack={() => cursor.open(undefined)}
          />
        )
      }
    />
  );
}

function Nobody({ show, ofPosition }: { show: Show; ofPosition: boolean }) {
  const t = useTexts();
  if (show === 'unanswered')
    return (
      <EmptyState icon="check" title={t('emptyUnanswered')}>
        {t('emptyUnansweredAdvice')}
      </EmptyState>
    );
  return (
    <EmptyState icon="positions" title={t('emptyInvitations')}>
      {ofPosition && show === 'all' && t('emptyInvitationsAdvice')}
    </EmptyState>
  );
}
