import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@goen/postgres-server';
import { createSeededRandom } from '@goen/sandbox-kit';
import { deriveDatabasePassword, findFreePorts, loadSecrets, type ServiceSpec, startStack } from '@goen/stack';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { createCompanies, undoWindowMinutes } from '../outages/companies.ts';
import { waitForMails } from '../outages/count-mails.ts';
import { reportPeople } from '../outages/report-people.ts';
import { buildImage, ensureBase, imageNames } from './build-images.ts';
import { inspectImage, toCommand, toContainer } from './containers.ts';
import { findStopFaults } from './find-stop-faults.ts';
import { provisionAndMigrate, setUpAndPromote } from './jobs.ts';
import { containersConf, run } from './podman.ts';

export const images: Harness = {
  name: 'images',
  description:
    'Builds every image with podman; provisions, migrates and runs the product by them; stops each at any moment.',
  defaults: { people: 20, stops: 3 },
  run: verify,
};

async function verify({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { people = 0, stops = 0 } = settings;
  await preparePodman(dataDir);
  const faults: string[] = [];
  const sizes: number[] = [];
  await ensureBase(dataDir, report);
  for (const name of imageNames) {
    report(`Building ${name} …`);
    await buildImage(name);
    const { megabytes, faults: found } = await inspectImage(name);
    report(`${name}: ${megabytes} MB`);
    sizes.push(megabytes);
    faults.push(...found);
  }
  const ports = await findFreePorts();
  const secrets = loadSecrets(dataDir);
  const postgres = await startPostgres({ dir: join(dataDir, 'postgres'), port: ports.postgres, durable: false });
  try {
    report('Provisioning and migrating by the images …');
    await provisionAndMigrate(postgres.adminUrl, (role) => deriveDatabasePassword(secrets, role));
    process.env.DATABASE_URL = postgres.adminUrl;
    const specs: ServiceSpec[] = [];
    const stack = await startStack({
      dataDir,
      ports,
      report,
      toCommand(spec) {
        const command = toCommand(spec);
        if (command !== undefined) specs.push(spec);
        return command;
      },
    });
    try {
      const readyUrls = specs.map(({ readyUrl }) => readyUrl);
      report(`Promoted: ${await setUpAndPromote(stack.temporalAddress, readyUrls)}`);
      for (const { name } of specs) {
        const { code, output } = await run('podman', ['healthcheck', 'run', toContainer(name)]);
        if (code !== 0) faults.push(`${name}: its health check fails: ${output}`);
      }
      report(`Reporting ${people} people, and waiting for their mails …`);
      const companies = await createCompanies(stack);
      await reportPeople(
        companies,
        Array.from({ length: people }, (_, n) => `a${seed}-${n}`),
      ).done;
      await sleep(undoWindowMinutes * 60_000);
      const { accepted, duplicates } = await waitForMails(stack, people);
      if (accepted !== people || duplicates !== 0)
        faults.push(`${accepted} of ${people} mails left, ${duplicates} of them twice`);
      report('Stopping each service, and again while it starts …');
      faults.push(...(await findStopFaults(stack, specs, { stops, random: createSeededRandom(seed) })));
      const counts = { images: sizes.length, largest_mb: Math.max(...sizes), mails: accepted, failed: faults.length };
      return { counts, faults };
    } finally {
      await stack.stop();
    }
  } finally {
    await postgres.stop();
  }
}

export async function preparePodman(dataDir: string): Promise<void> {
  const version = await run('podman', ['--version']).catch(() => null);
  if (version?.code !== 0)
    throw new Error(
      'Install podman first: apt-get install --no-install-recommends podman runc netavark aardvark-dns iptables mmdebstrap',
    );
  if (process.env.CONTAINERS_CONF !== undefined) return;
  const file = join(dataDir, 'containers.conf');
  writeFileSync(file, containersConf);
  process.env.CONTAINERS_CONF = file;
}
