import type { GatewayContext } from '../gateway-app.ts';

export type MailsContext = GatewayContext & { readonly publicUrl: string };
