import type { MailProviderName } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { MailConfig } from '../config.ts';
import type { MailContext } from '../mail-context.ts';
import { parseHubspotHook } from '../providers/hubspot/parse-hubspot-hook.ts';
import type { ParsedHook } from '../providers/provider-report.ts';
import { parseResendHook } from '../providers/resend/parse-resend-hook.ts';
import { parseSendgridHook } from '../providers/sendgrid/parse-sendgrid-hook.ts';
import { recordReports } from './record-reports.ts';

/** SendGrid posts up to some thousand events at once. */
const maxBytes = 5 * 1024 * 1024;

/** Providers' webhooks. 200 once what they report is committed, 401 on a bad signature, 404 where none is set up. */
export function hookRoutes(context: MailContext, { hooks }: MailConfig): Hono {
  const app = new Hono();
  const { resendSecret, sendgridPublicKey, hubspotClientSecret, publicUrl } = hooks;
  app.use(
    bodyLimit({
      maxSize: maxBytes,
      onError: () => {
        throw new HttpProblem('body_too_large');
      },
    }),
  );

  const take = async (
    c: Context,
    provider: MailProviderName,
    secret: string | null,
    read: (headers: Headers, body: string, secret: string) => ParsedHook | null,
  ) => {
    if (secret === null) throw new HttpProblem('not_found');
    // The raw body: a parsed one, written again, would not be what was signed.
    const reading = read(c.req.raw.headers, await c.req.text(), secret);
    if (reading === null) throw new HttpProblem('unauthorized');
    const { reports, unparsed } = reading;
    if (unparsed > 0) context.logger.warn({ provider, unparsed }, 'events of a webhook were not understood');
    await recordReports(context, provider, reports);
    return c.body(null, 200);
  };

  app.post('/resend', (c) => take(c, 'resend', resendSecret, parseResendHook));
  app.post('/sendgrid', (c) => take(c, 'sendgrid', sendgridPublicKey, parseSendgridHook));
  app.post('/hubspot', (c) =>
    take(c, 'hubspot', hubspotClientSecret, (headers, body, secret) =>
      parseHubspotHook(headers, body, secret, `${publicUrl}/hooks/hubspot`),
    ),
  );
  return app;
}
