import { globSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '@goen/stack';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { must } from '../images/podman.ts';
import { findGoTool } from './go-tool.ts';

export const chartDir = join(root, 'infra', 'helm', 'goen');
const helmVersion = 'v4.3.1';

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).default([]),
  env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  securityContext: z.looseObject({}),
  resources: z.looseObject({ limits: z.looseObject({ memory: z.string() }) }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() })),
  startupProbe: z.unknown().optional(),
  readinessProbe: z.unknown().optional(),
  livenessProbe: z.unknown().optional(),
});
const podSpec = z.looseObject({
  securityContext: z.looseObject({}),
  automountServiceAccountToken: z.boolean(),
  terminationGracePeriodSeconds: z.number().optional(),
  containers: z.array(container),
  volumes: z.array(
    z.looseObject({
      name: z.string(),
      secret: z
        .looseObject({ secretName: z.string(), items: z.array(z.looseObject({ key: z.string() })).optional() })
        .optional(),
    }),
  ),
});
export type PodSpec = z.output<typeof podSpec>;
const manifest = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).optional() }),
});
export type Manifest = z.output<typeof manifest>;
const withPods = z.looseObject({ spec: z.looseObject({ template: z.looseObject({ spec: podSpec }) }) });
const cronJob = z.looseObject({ spec: z.looseObject({ jobTemplate: withPods }) });

export const findHelm = (report: (line: string) => void) => findGoTool('helm.sh/helm/v4/cmd/helm', helmVersion, report);

export type Rendered = { readonly name: string; readonly file: string; readonly manifests: readonly Manifest[] };

/** The chart with each set of values in its folder `ci`, linted and rendered. Throws what Helm says against one. */
export async function renderAll(helm: string, dataDir: string): Promise<Rendered[]> {
  const rendered: Rendered[] = [];
  for (const values of globSync(join(chartDir, 'ci', '*-values.yaml')).sort()) {
    const name = basename(values, '-values.yaml');
    await must(helm, ['lint', '--strict', chartDir, '--values', values]);
    const text = await must(helm, ['template', 'goen', chartDir, '--namespace', 'goen', '--values', values]);
    const file = join(dataDir, `${name}.yaml`);
    writeFileSync(file, `${text}\n`);
    const manifests = parseAllDocuments(text).flatMap((document) => {
      const value = document.toJS() as unknown;
      return value === null ? [] : [manifest.parse(value)];
    });
    rendered.push({ name, file, manifests });
  }
  return rendered;
}

/** The pods of a Deployment, Job or CronJob; undefined for everything else. */
export function toPodSpec(object: Manifest): PodSpec | undefined {
  if (object.kind === 'Deployment' || object.kind === 'Job') return withPods.parse(object).spec.template.spec;
  if (object.kind === 'CronJob') return cronJob.parse(object).spec.jobTemplate.spec.template.spec;
  return undefined;
}
