import { readFileSync } from 'node:fs';
import { problemCodes } from '@goen/contracts/public';
import { expect, test } from 'vitest';

test('docs/problems.md lists every code with its status, and no other', () => {
  const page = readFileSync(new URL('../../../../../docs/problems.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` \| (\d{3}) \| \S.* \|$/gm)].map(([, code, status]) => [code, status]);
  expect(listed).toEqual(Object.entries(problemCodes).map(([code, { status }]) => [code, String(status)]));
});
