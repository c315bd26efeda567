import { expect, it } from 'vitest';
import { commands } from './commands.ts';
import { createProgram } from './program.ts';

it('says of every noun what it is', () => {
  const program = createProgram(commands, async () => undefined);
  const undescribed = program.commands.filter((noun) => noun.description() === '').map((noun) => noun.name());
  expect(undescribed).toEqual([]);
});
