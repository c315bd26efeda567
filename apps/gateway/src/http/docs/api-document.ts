import { buildOpenApiDocument } from '@goen/service-kit';
import type { GatewayApp } from '../gateway-app.ts';

const description = `Report rejected candidates and follow what happens to them. Every error is application/problem+json
with a stable \`code\`. Times need an offset. A key belongs to one company; data of other companies is not found (404).
Unknown fields and query parameters are refused.`;

const operatorDescription = `For the staff of the operator, who sign in: no API key opens these routes.`;

const tags: Readonly<Record<string, string>> = {
  rejections: 'Report rejected candidates, one or many.',
  events: 'Report what happened after a rejection.',
  imports: 'Hand in files of rejections.',
  connections: 'Links to applicant tracking systems and CRMs.',
  hooks: 'Webhooks of applicant tracking systems.',
  cases: 'The follow-up of each rejected candidate.',
  candidates: 'The talent pool.',
  registrations: 'The template channel: candidates who sign up themselves.',
  mails: 'The mail queue: preview, approve, edit, hold, cancel.',
  wordings: 'Your own texts for the mails.',
  suppressions: 'Addresses that must not be mailed.',
  positions: 'What you are hiring for.',
  're-invitations': 'Mails about your openings to former candidates, and their answers.',
  introductions: 'Candidates of other companies who were introduced to you.',
  credits: 'Points and credits of the career relay.',
  reports: 'What comes back: reapplications, introductions, hires.',
  'api-keys': 'The keys of your company.',
  audit: 'Who changed what, and from where.',
  records: 'Records of personal data provided to third parties.',
  members: 'The people of your company who sign in.',
  'sign-in': 'People who sign in, and their sessions.',
  live: 'What changes while a page is open.',
  testing: 'For sandbox companies: test an integration without waiting.',
  settings: 'The settings of your company.',
  webhooks: 'Events that we send to you.',
  staff: 'The people of the operator who sign in.',
  'operator-companies': 'The companies and how far they are set up.',
  'operator-cases': 'Sleeping cases of all companies: why each waits, pause and nudge.',
  'operator-connections': 'Connections and sender domains of all companies.',
  'operator-books': 'Licence, books, complaints: what the law wants of a licence holder.',
  'operator-platform': 'Schedules, retention, erasures, health.',
};

const licence = { name: 'Proprietary', url: 'https://goen.example/license' };
const isOfOperator = ({ kind, name }: { readonly kind: string; readonly name: string }): boolean =>
  kind === 'path' ? name.startsWith('/operator/') : kind === 'component' && name === 'operator';

/** The OpenAPI document of every route for companies that the app has by now, as JSON text. */
export const buildApiDocument = (app: GatewayApp, publicUrl: string): string =>
  buildOpenApiDocument(
    app,
    {
      openapi: '3.1.0',
      info: { title: 'Goen', version: '1.0.0', description, license: licence },
      servers: [{ url: publicUrl }],
      tags: listTags(app, (path) => !path.startsWith('/operator/')),
    },
    (part) => !isOfOperator(part),
  );

/** The same for the operator's own routes. */
export const buildOperatorDocument = (app: GatewayApp, publicUrl: string): string =>
  buildOpenApiDocument(
    app,
    {
      openapi: '3.1.0',
      info: { title: 'Goen for its operator', version: '1.0.0', description: operatorDescription, license: licence },
      servers: [{ url: publicUrl }],
      tags: listTags(app, (path) => path.startsWith('/operator/')),
    },
    isOfOperator,
  );

function listTags(app: GatewayApp, describes: (path: string) => boolean) {
  const used = new Set(
    app.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === 'route' && describes(definition.route.path) ? (definition.route.tags ?? []) : [],
    ),
  );
  return [...used].sort().map((name) => ({ name, description: tags[name] ?? name }));
}
