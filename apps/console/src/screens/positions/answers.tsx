import { Box, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { withoutUndefined } from '../../api/pages.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { InvitationList } from './invitation-list.tsx';
import { type PositionsSearch, shows } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions');
const offered = shows.filter((show) => ['unanswered', 'overdue', 'reapplied', 'all'].includes(show));

/** People who are waiting for the company's answer, and people who applied again, for all positions. */
export function Answers() {
  const t = useTexts();
  const { show = 'unanswered', invitation } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<PositionsSearch>, replace = false) =>
    void navigate({ search: (now) => withoutUndefined({ ...now, ...next }) as PositionsSearch, replace });
  return (
    <>
      <Box {...(invitation === undefined ? {} : { visibleFrom: 'md' as const })}>
        <FilterBar
          label={t('show')}
          isFiltered={show !== 'unanswered'}
          onClear={() => change({ show: undefined, invitation: undefined })}
        >
          <Select
            aria-label={t('show')}
            allowDeselect={false}
            w={200}
            value={show}
            onChange={(value) =>
              change({
                show: shows.find((name) => name === value && name !== 'unanswered'),
                invitation: undefined,
              })
            }
            data={offered.map((value) => ({ value, label: t(`shows.${value}`) }))}
          />
        </FilterBar>
      </Box>
      <InvitationList
        name="answers"
        path="/positions"
        show={show}
        openId={invitation}
        onOpen={(id) => change({ invitation: id }, invitation !== undefined)}
      />
    </>
  );
}
