import { expect, test } from 'vitest';
import { ScriptReader } from './script-reader.ts';

async function* cut(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(text: string, size: number): Promise<string[]> {
  const reader = new ScriptReader(cut(text, size));
  const parts: string[] = [];
  for (let line = await reader.readLine(); line !== null; line = await reader.readLine()) {
    parts.push(line);
    if (!line.startsWith('COPY')) continue;
    const rows: Buffer[] = [];
    for await (const chunk of reader.readRows()) rows.push(chunk);
    parts.push(Buffer.concat(rows).toString());
  }
  return parts;
}

const rows = ['\\\\.\tb\n', '髙﨑\\n\\\\.\\n\n', '\n', '\\N\n'].join('');
const script = `COPY a FROM stdin;\n${rows}\\.\nCOPY b FROM stdin;\n\\.\nSELECT 1;\n`;

test.each([1, 2, 3, 5, 8, 13, 1_000])('splits a script that comes in pieces of %i bytes', async (size) => {
  expect(await readAll(script, size)).toEqual(['COPY a FROM stdin;', rows, 'COPY b FROM stdin;', '', 'SELECT 1;']);
});

test.each([
  ['a line', 'SELECT 1'],
  ['a table', 'COPY a FROM stdin;\n1\n'],
  ['its last mark', 'COPY a FROM stdin;\n1\n\\.'],
])('a script that ends within %s is refused', async (_, text) => {
  await expect(readAll(text, 3)).rejects.toThrow(/ends within/);
});
