import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The headless shell is Chromium without its windows: the page tests take a quarter less time in it. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/** The browser that the page tests drive: CHROMIUM_PATH, else the first on the PATH, else null. */
function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const onPath = names.flatMap((name) => (env.PATH ?? '').split(delimiter).map((dir) => join(dir, name)));
  return [env.CHROMIUM_PATH ?? '', ...onPath].find((file) => file !== '' && isExecutable(file)) ?? null;
}

/** Finds Chromium, or installs it with a Japanese font from Debian's packages. Throws where it cannot. */
export function ensureChromium(print: (line: string) => void): string {
  const existing = findChromium();
  if (existing !== null) return existing;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!canInstall) throw new Error('The page tests need Chromium: install it, or set CHROMIUM_PATH to its binary.');
  print('Installing Chromium and a Japanese font with apt-get (about a minute) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const isShellKnown = spawnSync('apt-cache', ['show', 'chromium-headless-shell'], { env }).status === 0;
  const packages = [isShellKnown ? 'chromium-headless-shell' : 'chromium', 'fonts-noto-cjk'];
  execFileSync('apt-get', ['install', '-y', '-qq', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const installed = findChromium();
  if (installed === null) throw new Error('Chromium was installed but is not on the PATH: set CHROMIUM_PATH.');
  return installed;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
