import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { HttpProblem } from '@goen/service-kit';
import { html } from 'hono/html';
import type { GatewayApp } from '../gateway-app.ts';

const description = `Report rejected candidates, hear what comes of them. Every error is application/problem+json with a
stable code. Times need an offset. Keys belong to one company; what is another company's is not found.`;

const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};
const assetDir = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** `/openapi.json`, and a page that shows it with files of our own alone: it works without a network. */
export function docsRoutes(app: GatewayApp, publicUrl: string): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of a company, `goen_…`, with scopes.',
  });
  app.get('/openapi.json', (c) =>
    c.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Goen',
          version: '1.0.0',
          description,
          license: { name: 'Proprietary', url: 'https://goen.example/license' },
        },
        servers: [{ url: publicUrl }],
        tags: [
          'rejections',
          'events',
          'cases',
          'candidates',
          'positions',
          'credits',
          'webhooks',
          'mails',
          'wordings',
        ].map((name) => ({
          name,
          description: `About ${name}.`,
        })),
      }),
    ),
  );
  app.get('/docs/assets/:file', (c) => {
    const file = c.req.param('file');
    const type = assets[file];
    const path = join(assetDir, file);
    if (type === undefined || !existsSync(path)) throw new HttpProblem('not_found');
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      'content-type': type,
      'cache-control': 'public, max-age=3600',
    });
  });
  app.get('/docs/start.js', (c) =>
    c.body(`SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });`, 200, {
      'content-type': 'text/javascript; charset=utf-8',
    }),
  );
  app.get('/docs', (c) => {
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
