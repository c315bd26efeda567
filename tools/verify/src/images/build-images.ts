import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@goen/stack';
import { must, run } from './podman.ts';

export const baseImage = 'docker.io/library/node:24-bookworm-slim';

/** The images with what they are built for. */
export const images = {
  gateway: { workspace: 'apps/gateway', target: 'gateway' },
  'mail-service': { workspace: 'apps/mail-service', target: 'service' },
  'credit-service': { workspace: 'apps/credit-service', target: 'service' },
  worker: { workspace: 'apps/worker', target: 'service' },
  provision: { workspace: 'infra/postgres', target: 'service' },
  inbox: { workspace: 'tools/mail-sandbox', target: 'service' },
} as const;
export type ImageName = keyof typeof images;
export const imageNames = Object.keys(images) as ImageName[];
export const toTag = (name: ImageName): string => `localhost/goen/${name}`;

/**
 * The official image where it is there or can be had; without its registry, Debian's packages and the Node of this
 * workspace under the same name.
 */
export async function ensureBase(dataDir: string, report: (line: string) => void): Promise<void> {
  if ((await run('podman', ['image', 'exists', baseImage])).code === 0) return;
  if ((await run('mmdebstrap', ['--version'])).code !== 0) {
    await must('podman', ['pull', baseImage]);
    return;
  }
  report('Making the base image from Debian’s packages …');
  const archive = join(dataDir, 'base.tar');
  await must('mmdebstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', archive]);
  const debian = 'localhost/debian:bookworm-slim';
  await must('podman', ['import', archive, debian]);
  rmSync(archive);
  const context = join(dataDir, 'base');
  const npm = await must('npm', ['root', '--global']);
  mkdirSync(join(context, 'bin'), { recursive: true });
  cpSync(process.execPath, join(context, 'bin', 'node'));
  cpSync(join(npm, 'npm'), join(context, 'lib', 'node_modules', 'npm'), { recursive: true, dereference: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(context, 'bin', 'npm'));
  writeFileSync(join(context, 'Dockerfile'), `FROM ${debian}\nCOPY bin /usr/local/bin\nCOPY lib /usr/local/lib\n`);
  await must('podman', ['build', '--format=docker', '--network=none', '-t', baseImage, context]);
}

/** From npm's cache, which the installation of this workspace has filled: a build needs no network. */
export async function buildImage(name: ImageName): Promise<void> {
  const { workspace, target } = images[name];
  const cache = await must('npm', ['config', 'get', 'cache']);
  const registry = await must('npm', ['config', 'get', 'registry']);
  const file = join(root, 'infra', 'images', 'Dockerfile');
  await must('podman', [
    'build',
    '--format=docker',
    '--network=none',
    `--volume=${cache}:${cache}`,
    `--env=npm_config_cache=${cache}`,
    '--env=npm_config_offline=true',
    `--env=npm_config_registry=${registry}`,
    `--build-arg=WORKSPACE=${workspace}`,
    `--target=${target}`,
    `--ignorefile=${file}.dockerignore`,
    `--file=${file}`,
    `--tag=${toTag(name)}`,
    root,
  ]);
}
