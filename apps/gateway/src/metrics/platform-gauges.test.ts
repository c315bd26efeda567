import { collectGauges } from '@goen/service-kit/telemetry';
import { connectTemporal, type TemporalConnection } from '@goen/temporal-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { addPlatformGauges } from './platform-gauges.ts';

let gateway: GatewayFixture;
let temporal: TemporalConnection;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  temporal = await connectTemporal({ address: '127.0.0.1:9', namespace: 'default' });
});
afterAll(async () => {
  await temporal?.close();
  await gateway?.close();
});

test('what waits is read over all companies, and Temporal is down', async () => {
  for (const key of [gateway.hinode.key, gateway.aoba.key]) {
    expect((await gateway.post('/v1/rejections', aReport(), {}, key)).status).toBe(202);
  }
  await gateway.rows(`update outbox set created_at = now() - interval '10 minutes', next_attempt_at = now(),
    wake_at = case when company_id = '${gateway.hinode.id}' then now() else now() + interval '1 day' end`);
  await gateway.rows(`update follow_up_case set next_step_at = now() - interval '2 hours'
    where company_id = '${gateway.hinode.id}'`);
  await gateway.rows(`update follow_up_case set next_step_at = now() - interval '2 days'
    where company_id = '${gateway.aoba.id}'`);
  const remove = addPlatformGauges({ orm: gateway.orm, temporal });
  const readings = await collectGauges(60_000);
  remove();
  const read = (name: string, label?: string) =>
    readings.find((reading) => reading.name === name && Object.values(reading.labels ?? {})[0] === label)?.value;
  expect([read('goen_outbox_rows', 'urgent'), read('goen_outbox_rows', 'background')]).toEqual([1, 1]);
  for (const lane of ['urgent', 'background'])
    expect(read('goen_outbox_oldest_seconds', lane)).toBeGreaterThanOrEqual(600);
  expect([read('goen_cases', 'due'), read('goen_cases', 'overdue'), read('goen_cases', 'stuck')]).toEqual([0, 1, 1]);
  expect([read('goen_webhook_oldest_seconds'), read('goen_complaints_unanswered'), read('goen_temporal_up')]).toEqual([
    0, 0, 0,
  ]);
});
