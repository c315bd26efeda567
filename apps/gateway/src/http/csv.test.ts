import { createLogger, createServiceApp, defineRoute, rawResponse, serveApp } from '@goen/service-kit';
import { expect, it } from 'vitest';
import { csvLines, streamFile } from './csv.ts';
import type { GatewayEnv } from './gateway-app.ts';

it.each([
  ['=HYPERLINK("http://example.org")', '"\'=HYPERLINK(""http://example.org"")"'],
  ['@name', "'@name"],
  ['+81-90', "'+81-90"],
  ['-1+1', "'-1+1"],
  [-1, '-1'],
  ['山田 花子', '山田 花子'],
  [null, ''],
])('a spreadsheet does not run %s as a formula', (cell, written) => {
  expect(csvLines([[cell, 'x']])).toBe(`${written},x\n`);
});

it('cuts the connection when the stream fails, and ends it otherwise', async () => {
  const lines: string[] = [];
  const logger = createLogger('gateway', 'info', { write: (line) => void lines.push(line) });
  const app = createServiceApp<GatewayEnv>(logger, { schemes: {} });
  async function* parts(broken: boolean): AsyncGenerator<string> {
    yield 'first\n';
    await Promise.resolve();
    if (broken) throw new Error('the database is unavailable');
    yield 'last\n';
  }
  for (const path of ['/whole', '/broken']) {
    const route = defineRoute({
      method: 'get',
      path,
      access: 'public',
      responses: { 200: rawResponse('text/csv', 'A file.') },
    });
    app.openapi(route, (c) => streamFile(c, { logger }, parts(path === '/broken')));
  }
  const server = await serveApp(app, { host: '127.0.0.1', port: 0 });
  const read = async (path: string) => (await fetch(server.url + path)).text();
  expect(await read('/whole')).toBe('first\nlast\n');
  await expect(read('/broken')).rejects.toThrow('terminated');
  expect(lines.join('')).toContain('CSV stream aborted');
  await server.close();
});
