export { serveStatic } from '@hono/node-server/serve-static';
export { bearerToken, equalSecrets, requireCaller } from './bearer.ts';
export { defineRoute, jsonBody, jsonResponse, type RouteDefinition, rawResponse } from './define-route.ts';
export type { Authenticate, LimitRequests, RunIdempotently } from './guard.ts';
export { addHealthRoutes } from './health.ts';

export {
  isAfter,
  type KeysetPosition,
  type Page,
  readCursor,
  readSeqCursor,
  toPage,
  toSeqPage,
} from './keyset-page.ts';
export {
  type Admission,
  type CountRequests,
  createLeasedBudget,
  type LeasedBudget,
  type RatePolicy,
} from './lease-budget.ts';
export { buildOpenApiDocument } from './openapi-document.ts';
export { HttpProblem, toProblem } from './problem.ts';
export { limitBody, parseJson, readWhole } from './read-body.ts';
export { findMatchedRoute } from './route-policy.ts';
export { type RunningServer, serveApp } from './server.ts';
export { type AppEnv, createServiceApp, type ServiceApp } from './service-app.ts';
export { assertStorable, isStorable } from './storable.ts';
export { requireValid, validate } from './validation.ts';
