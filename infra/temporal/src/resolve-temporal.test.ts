import { expect, test } from 'vitest';
import { type Probes, resolveTemporal } from './resolve-temporal.ts';

const newCli = 'temporal version 1.10.0 (Server 1.32.1, UI 2.55.0)';
const oldCli = 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)';

function machine(has: { built?: boolean; go?: boolean; goFails?: boolean; cli?: string }) {
  const asked: string[] = [];
  const probes: Probes = {
    built: async () => (asked.push('built'), has.built ? '/bin/built' : null),
    hasGo: async () => (asked.push('go'), has.go ?? false),
    build: async () => {
      asked.push('build');
      if (has.goFails) throw new Error('no network');
      return '/bin/new';
    },
    cliVersion: async () => (asked.push('cli'), has.cli ?? null),
  };
  return { asked, probes };
}

test('an address in the environment comes before everything', async () => {
  const { asked, probes } = machine({ built: true });
  const env = { TEMPORAL_ADDRESS: 'temporal.internal:7233', TEMPORAL_UI_URL: 'https://ui.internal' };
  expect(await resolveTemporal({ env, probes })).toEqual({
    kind: 'address',
    address: 'temporal.internal:7233',
    uiUrl: 'https://ui.internal',
  });
  expect(asked).toEqual([]);
});

test.each([
  ['a built binary', { built: true, go: true, cli: newCli }, { kind: 'binary', path: '/bin/built' }, ['built']],
  ['a build', { go: true, cli: newCli }, { kind: 'binary', path: '/bin/new' }, ['built', 'go', 'build']],
  ['a new CLI', { cli: newCli }, { kind: 'cli', path: 'temporal' }, ['built', 'go', 'cli']],
  [
    'a new CLI when the build fails',
    { go: true, goFails: true, cli: newCli },
    { kind: 'cli', path: 'temporal' },
    ['built', 'go', 'build', 'cli'],
  ],
])('takes %s', async (_what, has, resolved, questions) => {
  const { asked, probes } = machine(has);
  expect(await resolveTemporal({ env: {}, probes })).toEqual(resolved);
  expect(asked).toEqual(questions);
});

test.each([
  ['nothing', {}, /no Go.*no `temporal` command/],
  ['an old CLI', { cli: oldCli }, /too old.*1\.29\.1/],
  ['a build that fails', { go: true, goFails: true }, /Building it with Go failed/],
])('says what to install when there is %s', async (_what, has, words) => {
  const failing = resolveTemporal({ env: {}, probes: machine(has).probes });
  await expect(failing).rejects.toThrow(words);
  await expect(failing).rejects.toThrow(/install Go 1\.26.*\n.*1\.32 or newer.*\n.*TEMPORAL_ADDRESS/);
});
