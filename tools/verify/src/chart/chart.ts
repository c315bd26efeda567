import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeCertificates } from '@goen/testing/certificates';
import { composeDir } from '../compose/load-project.ts';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { must, run } from '../images/podman.ts';
import { findChartFaults } from './find-chart-faults.ts';
import { chartDir, findHelm, type Rendered, renderAll } from './render.ts';

const validatorVersion = '1.37.0';
const kubernetesVersion = '1.37';
/** Their schemas are not those of Kubernetes. */
const ofOperators = ['ServiceMonitor', 'ExternalSecret'];

export const chart: Harness = {
  name: 'chart',
  description: 'Lints and renders the Helm chart with several sets of values, and checks what comes out.',
  defaults: {},
  run: verify,
};

async function verify({ dataDir, report }: RunContext): Promise<Verdict> {
  const helm = await findHelm(report);
  const rendered = await renderAll(helm, dataDir);
  const secrets = await makeSecrets(dataDir);
  const faults = rendered.flatMap((set) => findChartFaults(set, secrets));
  faults.push(...(await findAcceptedNonsense(helm, dataDir)));
  const validator = await findValidator(dataDir, report);
  let validated = 0;
  for (const set of validator === null ? [] : rendered) {
    const { fault, count } = await validate(validator ?? '', set, dataDir);
    validated += count;
    if (fault !== null) faults.push(fault);
  }
  const objects = rendered.reduce((sum, { manifests }) => sum + manifests.length, 0);
  return { counts: { sets: rendered.length, objects, validated, failed: faults.length }, faults };
}

/** The files that init.mjs makes, and those of Temporal and the providers. */
async function makeSecrets(dataDir: string) {
  await must(process.execPath, [join(composeDir, 'init.mjs'), '--url', 'https://goen.example.co.jp', '--dir', dataDir]);
  const dir = join(dataDir, 'secrets');
  const certificates = makeCertificates(dataDir);
  const files: Record<string, string> = {
    'temporal-ca/ca.crt': readFileSync(certificates.ca, 'utf8'),
    'temporal-client/tls.crt': readFileSync(certificates.client.cert, 'utf8'),
    'temporal-client/tls.key': readFileSync(certificates.client.key, 'utf8'),
    smtp_url: 'smtp://mail.example.co.jp:587',
    temporal_payload_keys: Buffer.alloc(32).toString('base64'),
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return {
    secretNames: new Set([...readdirSync(dir), 'temporal_api_key']),
    writeSecret(key: string): string {
      const file = join(dir, key);
      if (!existsSync(file) || readFileSync(file).length === 0) writeFileSync(file, `value-of-${key}`);
      return file;
    },
  };
}

/** Values that the schema must refuse. */
async function findAcceptedNonsense(helm: string, dataDir: string): Promise<string[]> {
  const least = join(chartDir, 'ci', 'least-values.yaml');
  const nonsense: readonly (readonly string[])[] = [
    ['--set', 'image.tag=latest'],
    ['--set', 'publicUrl=http://goen.example.co.jp'],
    ['--set', 'gatewey.replicas=3'],
    ['--set', 'mail.providers={pigeon}'],
    ['--set', 'gateway.settings.SETUP_TOKEN_FILE=/tmp/x'],
  ];
  const faults: string[] = [];
  for (const flags of nonsense) {
    const { code } = await run(helm, ['template', 'goen', chartDir, '--values', least, ...flags], { HOME: dataDir });
    if (code === 0) faults.push(`The schema accepts ${flags.at(-1)}`);
  }
  return faults;
}

/** From PyPI, with the schemas of Kubernetes in it; null, and a message, where there is no pip. */
async function findValidator(dataDir: string, report: (line: string) => void): Promise<string | null> {
  const venv = join(dataDir, '..', '..', 'bin', `kubernetes-validate-${validatorVersion}`);
  const validator = join(venv, 'bin', 'kubernetes-validate');
  if (existsSync(validator)) return validator;
  try {
    await must('python3', ['-m', 'venv', venv]);
    await must(join(venv, 'bin', 'pip'), ['install', '--quiet', `kubernetes-validate==${validatorVersion}`]);
    return validator;
  } catch (error) {
    report(
      `Not validated against the schemas of Kubernetes, which needs python3, venv and pip: ${(error as Error).message}`,
    );
    return null;
  }
}

async function validate(validator: string, { name, file, manifests }: Rendered, dataDir: string) {
  const documents = readFileSync(file, 'utf8').split(/^---$/m);
  const standard = documents.filter(
    (text) => !ofOperators.some((kind) => new RegExp(`^kind: ${kind}$`, 'm').test(text)),
  );
  const checked = join(dataDir, `${name}-standard.yaml`);
  writeFileSync(checked, standard.join('---'));
  const { code, output, errors } = await run(validator, ['--strict', '-k', kubernetesVersion, checked]);
  const count = manifests.filter(({ kind }) => !ofOperators.includes(kind)).length;
  return { count, fault: code === 0 ? null : `${name}: ${output}\n${errors}`.slice(0, 2_000) };
}
