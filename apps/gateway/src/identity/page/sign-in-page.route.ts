import { readFileSync } from 'node:fs';
import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { signInPage } from './sign-in-page.ts';
import { signInScript } from './sign-in-script.ts';

const shared = { method: 'get', access: 'public', hide: true } as const;
const page = defineRoute({
  ...shared,
  path: '/sign-in',
  responses: { 200: rawResponse('text/html', 'The page on which people sign in.') },
});
const script = defineRoute({
  ...shared,
  path: '/sign-in/sign-in.js',
  responses: { 200: rawResponse('text/javascript', 'The script of the page.') },
});
const styles = defineRoute({
  ...shared,
  path: '/sign-in/sign-in.css',
  responses: { 200: rawResponse('text/css', 'The styles of the page.') },
});

/** Nothing but our own files; the address with the secret in its fragment goes nowhere. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

export function addSignInPage(app: GatewayApp): void {
  const css = readFileSync(new URL('./sign-in.css', import.meta.url), 'utf8');
  app.openapi(page, (c) => {
    const chosen = c.req.query('lang');
    const isEnglish = chosen === 'en' || (chosen !== 'ja' && /^\s*en/i.test(c.req.header('accept-language') ?? ''));
    return c.html(signInPage(isEnglish ? 'en' : 'ja'), 200, headers);
  });
  app.openapi(script, (c) =>
    c.body(signInScript, 200, { ...headers, 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.openapi(styles, (c) => c.body(css, 200, { ...headers, 'content-type': 'text/css; charset=utf-8' }));
}
