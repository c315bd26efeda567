import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineRoute, HttpProblem, rawResponse, serveStatic } from '@goen/service-kit';
import type { Context } from 'hono';
import type { GatewayApp } from '../http/gateway-app.ts';
import { createNonce, pageHeaders, safeHeaders } from './console-headers.ts';
import { addMailFrame } from './mail-frame.route.ts';
import { noBuildPage } from './no-build-page.ts';

const shared = { method: 'get', access: 'public', hide: true } as const;
const root = defineRoute({
  ...shared,
  path: '/',
  responses: { 302: { description: 'To the console.' } },
});
const start = defineRoute({
  ...shared,
  path: '/console',
  responses: { 200: rawResponse('text/html', 'The console.') },
});
const below = defineRoute({
  ...shared,
  path: '/console/*',
  responses: { 200: rawResponse('text/html', 'A page or a file of the console.') },
});

/** Their names change with their content. */
const assets = '/console/assets/';
const forever = 'public, max-age=31536000, immutable';
/** Icons, the manifest, the script that runs before the page: beside index.html, under names that stay. */
const besidePage = /^\/console\/[\w-]+\.(?:js|svg|png|ico|webmanifest|txt)$/;
const minutes = 'public, max-age=300';

/** The build of the console: files as they are, and its page for every other path below `/console`. */
export function addConsole(
  app: GatewayApp,
  { consoleDir, publicUrl }: { readonly consoleDir: string; readonly publicUrl: string },
): void {
  const files = serveStatic({
    precompressed: true,
    rewriteRequestPath: (path) => join(consoleDir, path.slice('/console'.length)),
  });
  async function serveFile(c: Context, cacheControl: string): Promise<Response> {
    const response = await files(c, () => Promise.resolve());
    // Never the page instead: an open tab has to notice that its files are gone.
    if (!(response instanceof Response)) throw new HttpProblem('not_found');
    for (const [name, value] of Object.entries(safeHeaders(publicUrl))) response.headers.set(name, value);
    response.headers.set('cache-control', cacheControl);
    return response;
  }
  /** Read at each request: a new build needs no restart. */
  async function servePage(c: Context): Promise<Response> {
    const page = await readFile(join(consoleDir, 'index.html'), 'utf8').catch(() => null);
    const nonce = createNonce();
    const headers = pageHeaders(publicUrl, nonce);
    if (page === null) return c.html(noBuildPage, 503, headers);
    return c.html(page.replaceAll('__CSP_NONCE__', nonce), 200, headers);
  }
  addMailFrame(app, publicUrl);
  app.openapi(root, (c) => c.redirect('/console', 302));
  app.openapi(start, servePage);
  app.openapi(below, (c) => {
    if (c.req.path.startsWith(assets)) return serveFile(c, forever);
    return besidePage.test(c.req.path) ? serveFile(c, minutes) : servePage(c);
  });
}
