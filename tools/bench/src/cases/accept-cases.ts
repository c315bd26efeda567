import { z } from 'zod';
import { generateRows, toReportLines } from '../intake/generate-rows.ts';
import type { CaseProcesses } from './start-processes.ts';

const linesPerCall = 1_000;

/** Keeps the dispatcher from starting the cases that are accepted from now on. */
export const holdStarts = ({ cases }: CaseProcesses) =>
  cases.query(`
    create function hold_start() returns trigger language plpgsql as
      $$ begin new.next_attempt_at = 'infinity'; return new; end $$;
    create trigger hold_start before insert on outbox for each row execute function hold_start()`);

/** Lets the dispatcher start the held cases, all asleep until `wakeAt`. Returns once that is committed. */
export async function releaseStarts({ cases }: CaseProcesses, wakeAt: Date): Promise<void> {
  await cases.query('drop trigger if exists hold_start on outbox');
  await cases.query('drop function if exists hold_start()');
  await cases.query('begin');
  await cases.query('update outbox set next_attempt_at = now(), wake_at = $1', [wakeAt]);
  await cases.query('notify outbox');
  await cases.query('commit');
}

/** Reports `count` rejections of different people through batch calls, spread over the companies. */
export async function acceptCases(processes: CaseProcesses, seed: number, count: number): Promise<void> {
  const { apiKeys, stack } = processes;
  const lines = [...toReportLines(generateRows(seed, count, new Date()))];
  for (let from = 0, call = 0; from < count; from += linesPerCall, call += 1) {
    const body = lines.slice(from, from + linesPerCall).join('');
    const response = await fetch(`${stack.urls.gateway}/v1/rejections/batch`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${apiKeys[call % apiKeys.length]}`,
        'content-type': 'application/x-ndjson',
      },
    });
    const results = (await response.text()).split('\n').filter(Boolean);
    const isAccepted = (line: string) => z.object({ status: z.number() }).parse(JSON.parse(line)).status === 202;
    if (!response.ok || !results.every(isAccepted)) throw new Error(`A batch was refused: ${results[0]}`);
  }
}
