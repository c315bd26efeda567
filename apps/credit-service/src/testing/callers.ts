/** Of each caller. */
const tokens = { gateway: 'a-token-of-the-gateway', worker: 'a-token-of-the-worker' } as const;
const gatewayPaths = /\/(entries|statements\/[^/]*|earned-credits)(\?|$)/;

export const callerTokens = Object.entries(tokens).map(([caller, token]) => ({ caller, token }));
/** As the service reads them from its environment. */
export const callerTokensText = callerTokens.map(({ caller, token }) => `${caller}=${token}`).join(',');

/** The token of a service that may call a route. */
export const tokenFor = (path: string): string => (gatewayPaths.test(path) ? tokens.gateway : tokens.worker);
