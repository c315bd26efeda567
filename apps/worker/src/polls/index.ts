import type { PollActivities } from '@goen/connection-poll';
import { cancellationSignal } from '@temporalio/activity';
import { whileBeating } from '../activities/while-beating.ts';
import type { ActivityContext } from '../activity-context.ts';
import { pollConnection } from './poll-connection.ts';

/** The activities of polls, on the queue `cases`. */
export const pollActivities = (context: ActivityContext) =>
  ({
    pollConnection: (connection) =>
      whileBeating(() => pollConnection(context, connection, { signal: cancellationSignal() })),
  }) satisfies PollActivities;
