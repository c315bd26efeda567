import { expect, test } from 'vitest';
import { type Probes, resolveTemporal } from './resolve-temporal.ts';

const newCli = 'temporal version 1.10.0 (Server 1.32.1, UI 2.55.0)';
const oldCli = 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)';

function fakeMachine(has: { built?: boolean; go?: boolean; goFails?: boolean; cli?: string }) {
  const calls: string[] = [];
  const probes: Probes = {
    findBinary: async () => (calls.push('findBinary'), has.built ? '/bin/built' : null),
    hasGo: async () => (calls.push('go'), has.go ?? false),
    build: async () => {
      calls.push('build');
      if (has.goFails) throw new Error('no network');
      return '/bin/new';
    },
    cliVersion: async () => (calls.push('cli'), has.cli ?? null),
  };
  return { calls, probes };
}

test('prefers an address in the environment', async () => {
  const { calls, probes } = fakeMachine({ built: true });
  const env = { TEMPORAL_ADDRESS: 'temporal.internal:7233', TEMPORAL_UI_URL: 'https://ui.internal' };
  expect(await resolveTemporal({ env, probes })).toEqual({
    kind: 'address',
    address: 'temporal.internal:7233',
    uiUrl: 'https://ui.internal',
  });
  expect(calls).toEqual([]);
});

test.each([
  ['a built binary', { built: true, go: true, cli: newCli }, { kind: 'binary', path: '/bin/built' }, ['findBinary']],
  ['a build', { go: true, cli: newCli }, { kind: 'binary', path: '/bin/new' }, ['findBinary', 'go', 'build']],
  ['a new CLI', { cli: newCli }, { kind: 'cli', path: 'temporal' }, ['findBinary', 'go', 'cli']],
  [
    'a new CLI when the build fails',
    { go: true, goFails: true, cli: newCli },
    { kind: 'cli', path: 'temporal' },
    ['findBinary', 'go', 'build', 'cli'],
  ],
])('uses %s', async (_name, has, source, expectedCalls) => {
  const { calls, probes } = fakeMachine(has);
  expect(await resolveTemporal({ env: {}, probes })).toEqual(source);
  expect(calls).toEqual(expectedCalls);
});

test.each([
  ['nothing', {}, /Go is not installed.*`temporal` command is not installed/],
  ['an old CLI', { cli: oldCli }, /too old.*1\.29\.1/],
  ['a build that fails', { go: true, goFails: true }, /Building it with Go failed/],
])('says what to install when there is %s', async (_name, has, message) => {
  const failing = resolveTemporal({ env: {}, probes: fakeMachine(has).probes });
  await expect(failing).rejects.toThrow(message);
  await expect(failing).rejects.toThrow(/install Go 1\.26.*\n.*1\.32 or newer.*\n.*TEMPORAL_ADDRESS/);
});
