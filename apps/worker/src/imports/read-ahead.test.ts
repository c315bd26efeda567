import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

async function* count(to: number, events: string[]): AsyncGenerator<number, void> {
  try {
    for (let n = 1; n <= to; n += 1) {
      events.push(`read ${n}`);
      yield n;
    }
    if (to === 3) throw new Error('broken');
  } finally {
    events.push('closed');
  }
}

test('the next value is read while the caller works, never more than one', async () => {
  const events: string[] = [];
  for await (const n of readAhead(count(4, events))) {
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`worked on ${n}`);
  }
  expect(events).toEqual([
    'read 1',
    'read 2',
    'worked on 1',
    'read 3',
    'worked on 2',
    'read 4',
    'worked on 3',
    'closed',
    'worked on 4',
  ]);
});

test('an error follows the values before it', async () => {
  const events: string[] = [];
  const values: number[] = [];
  const reading = async () => {
    for await (const n of readAhead(count(3, events))) values.push(n);
  };
  await expect(reading()).rejects.toThrow('broken');
  expect(values).toEqual([1, 2, 3]);
});

test('a caller that stops closes the source', async () => {
  const events: string[] = [];
  for await (const n of readAhead(count(4, events))) if (n === 2) break;
  expect(events.at(-1)).toBe('closed');
  expect(events).not.toContain('read 4');
});
