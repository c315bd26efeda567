import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataRoot, root } from '@goen/stack';
import { z } from 'zod';
import { must, run } from '../images/podman.ts';

export const composeDir = join(root, 'infra', 'compose');

const duration = z.string();
const serviceSchema = z.object({
  image: z.string(),
  build: z.unknown().optional(),
  command: z.array(z.string()).nullish(),
  entrypoint: z.array(z.string()).nullish(),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  secrets: z.array(z.object({ source: z.string(), target: z.string() })).default([]),
  volumes: z
    .array(
      z.object({ type: z.string(), source: z.string(), target: z.string(), read_only: z.boolean().default(false) }),
    )
    .default([]),
  ports: z
    .array(
      z.object({
        target: z.number(),
        published: z.string(),
        host_ip: z.string().optional(),
        protocol: z.string().default('tcp'),
      }),
    )
    .default([]),
  networks: z.record(z.string(), z.object({ aliases: z.array(z.string()).optional() }).nullable()).nullish(),
  network_mode: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z
    .object({
      test: z.array(z.string()).optional(),
      disable: z.boolean().optional(),
      start_period: duration.optional(),
    })
    .optional(),
  restart: z.string().optional(),
  read_only: z.boolean().default(false),
  tmpfs: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  shm_size: z.string().optional(),
});
export type ComposeService = z.output<typeof serviceSchema>;
const projectSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});
export type Project = z.output<typeof projectSchema>;

/** Built once and kept: https://github.com/compose-spec/compose-go, the loader of Docker Compose. */
async function buildLoader(): Promise<string> {
  const loader = join(dataRoot, 'bin', 'compose-load');
  await must('go', ['-C', join(composeDir, 'load'), 'build', '-trimpath', '-buildvcs=false', '-o', loader, '.']);
  return loader;
}

/** Loads compose files as Docker Compose does; throws with what is wrong with them. */
export async function loadProject(files: readonly string[], envFile: string): Promise<Project> {
  const loader = await buildLoader();
  const paths = files.map((file) => join(composeDir, file));
  const { code, output, errors } = await run(loader, ['-dir', composeDir, '-env', envFile, ...paths]);
  if (code !== 0) throw new Error(`${files.join(', ')}: ${errors.trim()}`);
  return projectSchema.parse(JSON.parse(output));
}

/** compose.yaml, and with each other file of the folder. */
export const fileSets: readonly (readonly string[])[] = [
  ['compose.yaml'],
  ...['compose.inbox.yaml', 'compose.observability.yaml']
    .filter((file) => existsSync(join(composeDir, file)))
    .map((file) => ['compose.yaml', file]),
];
