import type { ReInvitationCounts } from '@goen/client';
import { Anchor, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { withoutUndefined } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './positions.module.css';
import { type PositionsSearch, reportQuery, type Show } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions');

const measures = [
  'chosen',
  'sent',
  'interested',
  'not_now',
  'no_more',
  'no_answer',
  'replied_talk',
  'replied_regret',
  'unanswered',
  'overdue',
  'reapplied',
] as const satisfies readonly (keyof ReInvitationCounts)[];
/** Counts whose people can be listed. */
const lists: Partial<Record<(typeof measures)[number], Show>> = {
  chosen: 'all',
  unanswered: 'unanswered',
  overdue: 'overdue',
  reapplied: 'reapplied',
};

/** What came of the invitations, per position. */
export function Outcome() {
  const t = useTexts();
  const { from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(reportQuery({ from, to }));
  return (
    <Stack>
      <Group align="end">
        <DayInput
          type="range"
          label={t('period')}
          placeholder={t('any')}
          w={270}
          value={[from ?? null, to ?? null]}
          onChange={([first, last]) =>
            void navigate({
              search: withoutUndefined({
                tab: 'outcome' as const,
                from: first ?? undefined,
                to: last ?? undefined,
              }) as PositionsSearch,
              replace: true,
            })
          }
        />
        <Text size="sm" c="dimmed" maw={520}>
          {t('outcomeAdvice')}
        </Text>
      </Group>
      <Loaded query={query} lines={6}>
        {({ total, positions }) =>
          positions.length === 0 ? (
            <EmptyState icon="results" title={t('outcomeEmpty')} />
          ) : (
            <Paper withBorder style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('outcomeList')}>
              <table className={classes.outcome}>
                <thead>
                  <tr>
                    <th scope="col">{t('position')}</th>
                    {measures.map((measure) => (
                      <th key={measure} scope="col">
                        {t(`measures.${measure}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {positions.map(({ position_id: id, title, counts }) => (
                    <tr key={id}>
                      <th scope="row">
                        <Anchor
                          component={Link}
                          to="/positions/$positionId"
                          params={{ positionId: id } as never}
                          size="sm"
                        >
                          {title}
                        </Anchor>
                      </th>
                      <Counts counts={counts} positionId={id} hasLinks={from === undefined && to === undefined} />
                    </tr>
                  ))}
                  <tr>
                    <th scope="row">{t('total')}</th>
                    <Counts counts={total} hasLinks={from === undefined && to === undefined} />
                  </tr>
                </tbody>
              </table>
            </Paper>
          )
        }
      </Loaded>
    </Stack>
  );
}

type CountsProps = { counts: ReInvitationCounts; positionId?: string; hasLinks: boolean };

/** Numbers; those whose people can be listed lead there, unless a period narrows them. */
function Counts({ counts, positionId, hasLinks }: CountsProps) {
  const { formatNumber } = useFormats();
  return measures.map((measure) => {
    const count = counts[measure];
    const show = lists[measure];
    const text = formatNumber(count);
    if (count === 0 || show === undefined || !hasLinks) return <td key={measure}>{text}</td>;
    const target =
      positionId === undefined
        ? { to: '/positions', search: { tab: 'answers', show } }
        : { to: '/positions/$positionId', params: { positionId }, search: { tab: 'invitations', show } };
    return (
      <td key={measure}>
        <Anchor component={Link} {...(target as never as { to: string })} size="sm">
          {text}
        </Anchor>
      </td>
    );
  });
}
