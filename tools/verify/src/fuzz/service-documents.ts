import { creditApp } from '@goen/credit-service';
import { createMailApp } from '@goen/mail-service';
import { buildOpenApiDocument, createLogger } from '@goen/service-kit';

const info = (title: string) => ({ openapi: '3.1.0', info: { title, version: '1' } });
const logger = createLogger('verify', 'silent');

/** The documents of the services behind the gateway, which serve none: their apps are built, and no request is made. */
export function readServiceDocuments(): { readonly mail: object; readonly credit: object } {
  const [mailContext, pictures, mailConfig] = [
    { logger },
    {},
    { callerTokens: [], retention: {} },
  ] as unknown as Parameters<typeof createMailApp>;
  const [creditContext] = [{}] as unknown as Parameters<typeof creditApp>;
  return {
    mail: parse(buildOpenApiDocument(createMailApp(mailContext, pictures, mailConfig), info('mail'))),
    credit: parse(buildOpenApiDocument(creditApp(creditContext, { callerTokens: [] }, logger), info('credit'))),
  };
}

const parse = (text: string) => JSON.parse(text) as object;
