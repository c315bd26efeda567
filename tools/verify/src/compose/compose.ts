import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@goen/postgres-server';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { buildImage, ensureBase, imageNames } from '../images/build-images.ts';
import { preparePodman } from '../images/images.ts';
import { must, run } from '../images/podman.ts';
import { composeDir, fileSets, loadProject, type Project } from './load-project.ts';
import { openProxy, type Proxy } from './open-proxy.ts';
import { readLogs, removeProject, startProject, stopProject, toContainerName } from './run-project.ts';
import { buildTemporalImage, ensureImages } from './stand-ins.ts';

export const compose: Harness = {
  name: 'compose',
  description:
    'Validates the compose files, starts compose.yaml with podman as a new installation, and reports people through its proxy.',
  defaults: { people: 20, start: 1, build: 1 },
  run: verify,
};

/** 0: ended in order; 143: by SIGTERM before it could handle one. Caddy and PostgreSQL end with 0, too. */
const fineExits: readonly number[] = [0, 143];

async function verify({ settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { people = 0, start = 0, build = 0 } = settings;
  const envFile = await initialise(dataDir);
  const faults: string[] = [];
  for (const files of fileSets) {
    try {
      await loadProject(files, envFile);
      report(`Valid: ${files.join(', ')}`);
    } catch (error) {
      faults.push((error as Error).message);
    }
  }
  const counts = { valid: fileSets.length - faults.length, services: 0, stand_ins: 0, mails: 0 };
  if (start === 0 || faults.length > 0) return { counts: { ...counts, failed: faults.length }, faults };

  const project = await loadProject(['compose.yaml', 'compose.inbox.yaml'], envFile);
  for (const secret of Object.values(project.secrets)) secret.file = secret.file.replace(composeDir, dataDir);
  await preparePodman(dataDir);
  await ensureBase(dataDir, report);
  for (const name of build === 0 ? [] : imageNames) {
    report(`Building ${name} …`);
    await buildImage(name);
  }
  await buildTemporalImage(dataDir, report);
  const foreign = Object.values(project.services).flatMap(({ image, build }) => (build === undefined ? [image] : []));
  const standIns = await ensureImages(foreign, dataDir, report);
  await removeProject(project);
  try {
    await startProject(project, report);
    const proxy = await openProxy(await readAuthority(), portOf(project, 'proxy', 443));
    const token = readFileSync(join(dataDir, 'secrets', 'setup_token'), 'utf8');
    const inbox = `http://127.0.0.1:${portOf(project, 'mail', 4003)}`;
    faults.push(...(await findProxyFaults(proxy)));
    const key = await proxy.setUp(token);
    report(`Reporting ${people} people through the proxy, one gateway killed meanwhile …`);
    for (let n = 0; n < people; n += 1) {
      if (n === Math.floor(people / 2)) await must('podman', ['kill', toContainerName('gateway-1')]);
      await proxy.report(key, `p${n}`);
    }
    const mails = await waitForMails(inbox, people);
    if (mails !== people) faults.push(`${mails} of ${people} mails left:\n${await readLogs('worker-1')}`);
    await must('podman', ['start', toContainerName('gateway-1')]);
    await proxy.close();
    report('Stopping …');
    for (const [name, code] of await stopProject(project))
      if (!fineExits.includes(code)) faults.push(`${name} ended with ${code}`);
    const services = Object.keys(project.services).length;
    return { counts: { ...counts, services, stand_ins: standIns.length, mails, failed: faults.length }, faults };
  } finally {
    await removeProject(project);
  }
}

/** As the first of the commands of the README, to try it; ports are free ones. */
async function initialise(dataDir: string): Promise<string> {
  const script = join(composeDir, 'init.mjs');
  await must(process.execPath, [script, '--url', 'https://localhost', '--inbox', '--dir', dataDir]);
  const envFile = join(dataDir, '.env');
  let text = readFileSync(envFile, 'utf8');
  for (const name of ['HTTP_PORT', 'HTTPS_PORT', 'TEMPORAL_UI_PORT'])
    text = text.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${await findFreePort()}`);
  writeFileSync(envFile, `${text}INBOX_PORT=${await findFreePort()}\n`);
  return envFile;
}

function portOf({ services }: Project, service: string, target: number): number {
  const port = services[service]?.ports.find((candidate) => candidate.target === target);
  if (port === undefined) throw new Error(`${service} publishes no port ${target}.`);
  return Number(port.published);
}

/** Of the certificates that the proxy makes itself. */
async function readAuthority(): Promise<string> {
  const file = '/data/caddy/pki/authorities/local/root.crt';
  for (let tries = 0; ; tries += 1) {
    const { code, output } = await run('podman', ['exec', toContainerName('proxy'), 'cat', file]);
    if (code === 0) return output;
    if (tries > 60) throw new Error(`The proxy made no certificate:\n${await readLogs('proxy')}`);
    await sleep(500);
  }
}

/** What the internet sees, and what it must not. */
async function findProxyFaults(proxy: Proxy): Promise<string[]> {
  const expected: readonly (readonly [string, number])[] = [
    ['/console', 200],
    ['/sign-in', 200],
    ['/openapi.json', 200],
    ['/v1/cases', 401],
    ['/operator/companies', 401],
    // Of mail-service: it takes posts only.
    ['/hooks/resend', 405],
    ['/internal/mail-events', 404],
    ['/readyz', 404],
    ['/metrics', 404],
  ];
  const faults: string[] = [];
  for (const [path, status] of expected) {
    const found = await proxy.statusOf(path);
    if (found !== status) faults.push(`GET ${path} answers ${found}, not ${status}`);
  }
  return faults;
}

async function waitForMails(inbox: string, count: number): Promise<number> {
  const read = async () => {
    const { resend } = (await (await fetch(`${inbox}/sandbox/stats`)).json()) as { resend: { accepted: number } };
    return resend.accepted;
  };
  const deadline = performance.now() + 180_000;
  let mails = await read();
  while (mails < count && performance.now() < deadline) {
    await sleep(500);
    mails = await read();
  }
  return mails;
}
