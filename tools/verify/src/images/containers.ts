import type { ServiceSpec } from '@goen/stack';
import { type ImageName, toTag } from './build-images.ts';
import { must } from './podman.ts';

/** How every image runs here and should run anywhere: no privileges, and nothing to write to but /tmp. */
const hardened = [
  '--rm',
  '--pull=never',
  '--network=host',
  '--read-only',
  '--tmpfs=/tmp',
  '--cap-drop=all',
  '--security-opt=no-new-privileges',
];

/** The services of the stack that are delivered as images; the others stand in for servers of others. */
const imageOf: Readonly<Record<string, ImageName>> = {
  gateway: 'gateway',
  mail: 'mail-service',
  credit: 'credit-service',
  worker: 'worker',
  imports: 'worker',
};

export const toContainer = (name: string): string => `goen-verify-${name}`;

/**
 * What runs a service of the stack as a container; undefined for one that has no image. Its settings are taken from the
 * environment of the command. No build is current before it is promoted.
 */
export function toCommand({ name, env }: ServiceSpec): string[] | undefined {
  const image = imageOf[name];
  if (image === undefined) return undefined;
  const settings = Object.keys(env).filter((variable) => variable !== 'SET_CURRENT_VERSION');
  const flags = settings.map((variable) => `--env=${variable}`);
  // The launcher passes nothing else of its own environment on.
  const podmanSettings = Object.entries(process.env).flatMap(([variable, value = '']) =>
    variable.startsWith('CONTAINERS_') ? [`${variable}=${value}`] : [],
  );
  return [
    'env',
    ...podmanSettings,
    'podman',
    'run',
    '--replace',
    `--name=${toContainer(name)}`,
    ...hardened,
    ...flags,
    toTag(image),
  ];
}

/** Runs a job of an image to its end and returns what it wrote. */
export function runJob(image: ImageName, args: readonly string[], env: Readonly<Record<string, string>>) {
  const flags = Object.keys(env).map((variable) => `--env=${variable}`);
  return must('podman', ['run', ...hardened, ...flags, toTag(image), ...args], env);
}

const megabyte = 10 ** 6;
const largestMegabytes = 250;

/** `megabytes`: of what is not the base. */
export async function inspectImage(image: ImageName): Promise<{ megabytes: number; faults: string[] }> {
  const inside = (command: string, ...args: string[]) =>
    must('podman', ['run', ...hardened, `--entrypoint=${command}`, toTag(image), ...args]);
  const [size = ''] = (await inside('du', '--summarize', '--bytes', '/app')).split('\t');
  const megabytes = Math.round(Number(size) / megabyte);
  const user = await inside('id', '--user');
  return {
    megabytes,
    faults: [
      ...(megabytes <= largestMegabytes ? [] : [`${image}: ${megabytes} MB, at most ${largestMegabytes}`]),
      ...(user === '0' ? [`${image}: runs as root`] : []),
    ],
  };
}
