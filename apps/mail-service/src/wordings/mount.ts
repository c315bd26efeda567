import { requireServiceToken, type ServiceApp } from '@goen/service-kit';
import type { MailContext } from '../mail-context.ts';
import { createPictures } from '../previews/pictures.ts';
import { messagePreviewRoutes, previewRoutes } from '../previews/routes.ts';
import { wordingRoutes } from './routes.ts';

type Settings = { readonly serviceToken: string; readonly chromiumPath: string | null };

/** Routes of wordings and previews; before those of messages, for `/messages/preview` is no message's id. */
export function mountWordings(
  app: ServiceApp,
  context: MailContext,
  { serviceToken, chromiumPath }: Settings,
): { close(): Promise<void> } {
  const pictures = createPictures(chromiumPath, context.logger);
  for (const path of ['/wordings/*', '/previews/*', '/messages/*']) app.use(path, requireServiceToken(serviceToken));
  app.route('/wordings', wordingRoutes(context));
  app.route('/previews', previewRoutes(context, pictures));
  app.route('/messages/preview', messagePreviewRoutes(context, pictures));
  return pictures;
}
