import { expect, test } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { readOptions } from './options.ts';

const benchmark: Benchmark = {
  name: 'x',
  description: '',
  defaults: { mails: 5_000, concurrency: 10 },
  run: () => Promise.resolve({ metrics: [], versions: {} }),
};

test('options that are not given have their defaults', () => {
  expect(readOptions(benchmark, ['--mails', '20', '--seed', '7'])).toEqual({
    seed: 7,
    settings: { mails: 20, concurrency: 10 },
  });
});

test.each([[['--mails', 'many']], [['--mails', '-1']], [['--mails', '1.5']], [['--unknown', '1']], [['stray']]])(
  'refuses %j',
  (args) => {
    expect(() => readOptions(benchmark, args)).toThrow(/--mails|unknown|Unknown|Unexpected/);
  },
);
