import { createLogger, createServiceApp, defineRoute, rawResponse, serveApp } from '@goen/service-kit';
import { expect, it } from 'vitest';
import { streamFile } from './csv.ts';
import type { GatewayEnv } from './gateway-app.ts';

it('cuts the connection when the stream fails, and ends it otherwise', async () => {
  const lines: string[] = [];
  const logger = createLogger('gateway', 'info', { write: (line) => void lines.push(line) });
  const app = createServiceApp<GatewayEnv>(logger, { schemes: {} });
  const firstPartReceived = Promise.withResolvers<void>();
  async function* parts(broken: boolean): AsyncGenerator<string> {
    yield 'first\n';
    if (broken) {
      await firstPartReceived.promise;
      throw new Error('the database is unavailable');
    }
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
  expect(await (await fetch(`${server.url}/whole`)).text()).toBe('first\nlast\n');
  const reader = (await fetch(`${server.url}/broken`)).body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first\n');
  firstPartReceived.resolve();
  await expect(reader?.read()).rejects.toThrow('terminated');
  expect(lines.join('')).toContain('CSV stream aborted');
  await server.close();
});
