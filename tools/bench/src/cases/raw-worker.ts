/** A worker as the SDK's documentation shows it, in a process of its own: the yardstick of ours. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '@goen/temporal-kit/bundle';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { rawTaskQueue } from './raw-task-queue.ts';

const { TEMPORAL_ADDRESS: address = '', PORT: port = '' } = process.env;
Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} } });
const workflowBundle = await bundleWorkflows(fileURLToPath(new URL('raw-workflows.ts', import.meta.url)));
const connection = await NativeConnection.connect({ address });
let activities = 0;
const worker = await Worker.create({
  connection,
  taskQueue: rawTaskQueue,
  workflowBundle,
  activities: {
    doNothing: () => {
      activities += 1;
      return Promise.resolve();
    },
  },
});
// The number of activities that ran.
const server = createServer((_request, response) => response.end(String(activities)));
server.listen(Number(port), '127.0.0.1');
// When the benchmark dies, its channel breaks.
process.on('disconnect', () => worker.shutdown());
await worker.run();
server.close();
await connection.close();
