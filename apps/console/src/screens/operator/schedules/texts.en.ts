import type { Words } from '../../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  title: 'Schedules',
  about: 'What runs by itself at intervals. Read again every minute.',
  list: 'Schedules',
  name: 'Schedule',
  workflows: {
    connectionPoll: 'Poll of an ATS',
    relayRound: 'Ends expired consents and matches candidates with openings',
    retentionRound: 'Deletes what is older than its retention',
  },
  state: 'State',
  running: 'Active',
  paused: 'Paused',
  lastRun: 'Last run',
  nextRun: 'Next run',
  never: 'Not yet',
  none: 'None',
  empty: 'There is no Schedule yet',
  emptyAdvice: 'They are listed once a worker has started.',
} as const satisfies Words<typeof japanese>;
