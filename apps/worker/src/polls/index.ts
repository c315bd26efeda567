import type { PollActivities } from '@goen/connection-poll';
import { cancellationSignal } from '@temporalio/activity';
import type { ActivityContext } from '../activity-context.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { pollConnection } from './poll-connection.ts';

/** The activities of the `polls` queue. */
export const pollActivities = (context: ActivityContext) =>
  ({
    pollConnection: (connection) =>
      withHeartbeat(() => pollConnection(context, connection, { signal: cancellationSignal() })),
  }) satisfies PollActivities;
