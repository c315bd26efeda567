import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { defineRoute, HttpProblem, rawResponse } from '@goen/service-kit';
import { html } from 'hono/html';
import { z } from 'zod';
import type { GatewayApp } from '../gateway-app.ts';
import { buildApiDocument, buildOperatorDocument } from './api-document.ts';

const assetTypes: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};
const assetDir = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const shared = { method: 'get', access: 'public', hide: true } as const;
const document = defineRoute({
  ...shared,
  path: '/openapi.json',
  responses: { 200: rawResponse('application/json', 'The OpenAPI document.') },
});
const operatorDocument = defineRoute({
  ...shared,
  path: '/operator/openapi.json',
  responses: { 200: rawResponse('application/json', 'The OpenAPI document of the operator’s routes.') },
});
const page = defineRoute({
  ...shared,
  path: '/docs',
  responses: { 200: rawResponse('text/html', 'The API reference.') },
});
const script = defineRoute({
  ...shared,
  path: '/docs/start.js',
  responses: { 200: rawResponse('text/javascript', 'Starts the API reference.') },
});
const asset = defineRoute({
  ...shared,
  path: '/docs/assets/{file}',
  request: { params: z.object({ file: z.string() }) },
  responses: { 200: rawResponse('application/octet-stream', 'A file of the API reference.') },
});

/** `/openapi.json`, built at its first request, and a page that renders it with our own files only: no network needed. */
export function addDocsPage(app: GatewayApp, publicUrl: string): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of a company, `goen_…`. Each operation names the scope that it needs.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'goen.session_token',
    description: 'The session of a person who signed in. Only pages of this site may send it.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'operator', {
    type: 'apiKey',
    in: 'cookie',
    name: 'goen.session_token',
    description: 'The session of a person of the operator who signed in.',
  });
  let documentText: string | undefined;
  let operatorText: string | undefined;
  app.openapi(document, (c) => {
    documentText ??= buildApiDocument(app, publicUrl);
    return c.body(documentText, 200, { 'content-type': 'application/json' });
  });
  app.openapi(operatorDocument, (c) => {
    operatorText ??= buildOperatorDocument(app, publicUrl);
    return c.body(operatorText, 200, { 'content-type': 'application/json' });
  });
  app.openapi(asset, (c) => {
    const { file } = c.req.valid('param');
    const type = assetTypes[file];
    const path = join(assetDir, file);
    if (type === undefined || !existsSync(path)) throw new HttpProblem('not_found');
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'content-type': type,
      'cache-control': 'public, max-age=3600',
    });
  });
  app.openapi(script, (c) =>
    c.body(`SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });`, 200, {
      'content-type': 'text/javascript; charset=utf-8',
    }),
  );
  app.openapi(page, (c) => {
    c.header('content-security-policy', "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'");
    return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Goen API</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body><main id="docs"></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script>
</body></html>`);
  });
}
