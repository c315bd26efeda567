import { type AppEnv, requireServiceTokenLegacy } from '@goen/service-kit';
import type { Hono } from 'hono';
import type { MailContext } from '../mail-context.ts';
import { createPictures } from '../previews/pictures.ts';
import { messagePreviewRoutes, previewRoutes } from '../previews/routes.ts';
import { wordingRoutes } from './routes.ts';

type Settings = { readonly serviceToken: string; readonly chromiumPath: string | null };

/** Routes of wordings and previews; before those of messages, for `/messages/preview` is no message's id. */
export function mountWordings(
  app: Hono<AppEnv>,
  context: MailContext,
  { serviceToken, chromiumPath }: Settings,
): { close(): Promise<void> } {
  const pictures = createPictures(chromiumPath, context.logger);
  for (const path of ['/wordings/*', '/previews/*', '/messages/*'])
    app.use(path, requireServiceTokenLegacy(serviceToken));
  app.route('/wordings', wordingRoutes(context));
  app.route('/previews', previewRoutes(context, pictures));
  app.route('/messages/preview', messagePreviewRoutes(context, pictures));
  return pictures;
}
