import { defineRoute, rawResponse } from '@goen/service-kit';
import type { GatewayApp } from '../http/gateway-app.ts';
import { safeHeaders } from './console-headers.ts';

const shared = { method: 'get', access: 'public', hide: true } as const;
const page = defineRoute({
  ...shared,
  path: '/console/mail-frame',
  responses: { 200: rawResponse('text/html', 'An empty page that shows the mail which its parent sends it.') },
});
const script = defineRoute({
  ...shared,
  path: '/console/mail-frame.js',
  responses: { 200: rawResponse('text/javascript', 'The script of the page.') },
});

/** An origin of its own, one script of ours, no request: a mail that is being written is shown and can do nothing. */
const contentSecurityPolicy =
  "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const html = `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>Mail</title><script src="/console/mail-frame.js" defer></script></head><body></body></html>
`;

/** Runs in the browser, as it is. Answers each mail with the height that it takes. */
const code = `const tellHeight = () => parent.postMessage({ mailHeight: document.documentElement.scrollHeight }, '*');
addEventListener('message', ({ source, data }) => {
  if (source !== parent || typeof data?.mailHtml !== 'string') return;
  const mail = new DOMParser().parseFromString(data.mailHtml, 'text/html');
  document.head.replaceChildren(...mail.head.childNodes);
  document.body.replaceWith(mail.body);
  tellHeight();
});
addEventListener('resize', tellHeight);
parent.postMessage({ mailFrame: 'ready' }, '*');
`;

/** For previews that have no address of their own, since what they show is not saved yet. */
export function addMailFrame(app: GatewayApp, publicUrl: string): void {
  const headers = {
    ...safeHeaders(publicUrl),
    'cache-control': 'public, max-age=300',
    'referrer-policy': 'no-referrer',
  };
  app.openapi(page, (c) =>
    c.body(html, 200, {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
    }),
  );
  // The frame has an origin of its own, to which `same-origin` would refuse it.
  const ofFrame = { ...headers, 'cross-origin-resource-policy': 'cross-origin' };
  app.openapi(script, (c) => c.body(code, 200, { ...ofFrame, 'content-type': 'text/javascript; charset=utf-8' }));
}
