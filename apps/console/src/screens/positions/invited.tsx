import type { Position } from '@goen/client';
import { Box, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { withoutUndefined } from '../../api/pages.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { InvitationList } from './invitation-list.tsx';
import { type PositionSearch, shows } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions_/$positionId');

/** Who was invited to one position. */
export function Invited({ position: { id } }: { position: Position }) {
  const t = useTexts();
  const { show = 'all', invitation } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<PositionSearch>, replace = false) =>
    void navigate({ search: (now) => withoutUndefined({ ...now, ...next }) as PositionSearch, replace });
  return (
    <>
      <Box {...(invitation === undefined ? {} : { visibleFrom: 'md' as const })}>
        <FilterBar
          label={t('show')}
          isFiltered={show !== 'all'}
          onClear={() => change({ show: undefined, invitation: undefined })}
        >
          <Select
            aria-label={t('show')}
            allowDeselect={false}
            w={200}
            value={show}
            onChange={(value) =>
              change({ show: shows.find((name) => name === value && name !== 'all'), invitation: undefined })
            }
            data={shows.map((value) => ({ value, label: t(`shows.${value}`) }))}
          />
        </FilterBar>
      </Box>
      <InvitationList
        name={`invited-${id}`}
        path={`/positions/${id}`}
        show={show}
        positionId={id}
        openId={invitation}
        onOpen={(next) => change({ invitation: next }, invitation !== undefined)}
      />
    </>
  );
}
