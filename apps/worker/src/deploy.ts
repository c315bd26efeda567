/**
 * `npm run deploy -- promote`, after a deployment: new and waking workflows go to the build of this code once its workers
 * poll. In an image: `node apps/worker/src/deploy.ts promote`.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '@goen/service-kit';
import { connectTemporal, temporalEnvironment, toTemporalSettings } from '@goen/temporal-kit';
import { z } from 'zod';
import { promote } from './promote.ts';
import { workflowBundle } from './workflow-bundle.ts';

const usage = `Usage: npm run deploy -- promote [options]
  --build-id ID    another build than that of this code, for a rollback to one whose workers still run
  --ramp PERCENT   only so many of the new and waking workflows, 1 to 99
  --ready URL      must answer 2xx first; several times for several services
  --wait SECONDS   for readiness, and again for the workers (300)
  --keep NUMBER    drained versions that stay (10)`;

const commandLine = z.object({
  'build-id': z.string().min(1).optional(),
  ramp: z.coerce.number().int().min(1).max(99).optional(),
  ready: z.array(z.url()).default([]),
  wait: z.coerce.number().int().min(0).max(86_400).default(300),
  keep: z.coerce.number().int().min(0).max(90).default(10),
});

function readArguments() {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'build-id': text, ramp: text, wait: text, keep: text, ready: { type: 'string', multiple: true } },
  });
  if (positionals.join(' ') !== 'promote') throw new Error('The command is "promote".');
  return commandLine.parse(values);
}

let given: z.output<typeof commandLine>;
try {
  given = readArguments();
} catch (error) {
  const faults = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
  process.stderr.write(`${faults}\n${usage}\n`);
  process.exit(2);
}
try {
  const temporal = await connectTemporal(toTemporalSettings(readConfig(z.object(temporalEnvironment))));
  try {
    const buildId = given['build-id'] ?? (await workflowBundle()).buildId;
    const { ramp, ready: readyUrls, wait: waitSeconds, keep } = given;
    const result = await promote(temporal, { buildId, ramp, readyUrls, waitSeconds, keep });
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await temporal.close();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
