import { unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { withoutUndefined } from '../../api/pages.ts';
import { addDays, todayInTokyo } from '../../i18n/dates.ts';
import { readLastVisit } from './last-visit.ts';

/** Its key has two topics' worth of lists in it: what others change in mails, cases or people is counted again. */
export const todayQuery = (memberId: string) => {
  const since = readLastVisit(memberId);
  return queryOptions({
    queryKey: ['today', since],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/today', { params: { query: withoutUndefined({ since }) }, signal })),
    staleTime: 10_000,
  });
};

const shown = 5;
/** As far ahead as the number beside the list counts. */
const countedDays = 30;

/** The first mails that wait for somebody. */
export const awaitingQuery = queryOptions({
  queryKey: ['mails', 'first-awaiting'],
  queryFn: ({ signal }) => {
    const query = { state: 'awaiting', limit: shown, sends_before: addDays(todayInTokyo(), countedDays + 1) } as const;
    return unwrap(api.GET('/v1/mails', { params: { query }, signal }));
  },
});

export const sharedAddressesQuery = queryOptions({
  queryKey: ['candidates', 'shared-addresses'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/shared-addresses', { params: { query: { limit: 20 } }, signal })),
});

export const revisitsQuery = (until: string) =>
  queryOptions({
    queryKey: ['candidates', 'revisits', until],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/revisits', { params: { query: { until, limit: 20 } }, signal })),
  });

export const waitingApplicationsQuery = queryOptions({
  queryKey: ['connections', 'waiting-applications'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/waiting-applications', { params: { query: { limit: 20 } }, signal })),
});
