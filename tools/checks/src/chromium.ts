import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser that the page tests drive: CHROMIUM_PATH, else the first found on the PATH, else null. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const onPath = names.flatMap((name) => (env.PATH ?? '').split(delimiter).map((dir) => join(dir, name)));
  return [env.CHROMIUM_PATH ?? '', ...onPath].find((file) => file !== '' && executable(file)) ?? null;
}

/** Finds Chromium or installs it and a Japanese font from Debian's packages; throws a clear word when it can't. */
export function ensureChromium(report: (line: string) => void): string {
  const found = findChromium();
  if (found !== null) return found;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!canInstall) throw new Error('The page tests need Chromium: install it, or set CHROMIUM_PATH to its binary.');
  report('Installing Chromium and a Japanese font with apt-get (about a minute) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const packages = ['chromium', 'fonts-noto-cjk'];
  execFileSync('apt-get', ['install', '-y', '-qq', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const installed = findChromium();
  if (installed === null) throw new Error('Chromium was installed and is not on the PATH: set CHROMIUM_PATH.');
  return installed;
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
