import {
  type BuiltInWording,
  saveWordingRequest,
  testSendRequest,
  wordingQuery,
  wordingTarget,
} from '@goen/contracts/internal';
import { stageKind } from '@goen/contracts/public';
import { HttpProblem, readJson, validate } from '@goen/service-kit';
import { Hono } from 'hono';
import { z } from 'zod';
import type { MailContext } from '../mail-context.ts';
import { getBuiltInWording } from '../rendering/built-in.ts';
import { listVersions, listWordings } from './list-wordings.ts';
import { retireWording, saveWording } from './save-wording.ts';
import { sendTestMail } from './send-test-mail.ts';
import { toWordingView } from './to-wording-view.ts';
import { describeVariables } from './variables.ts';

const companyQuery = z.object({ company: z.uuid() });
const builtInQuery = wordingTarget.pick({ kind: true, locale: true }).extend({ stage: stageKind.default('other') });
const retireQuery = saveWordingRequest.omit({ subject: true, body: true });

/** Internal: the caller has checked that it may speak for the company. */
export function wordingRoutes(context: MailContext): Hono {
  const app = new Hono();

  app.get('/', async (c) => {
    const { company, ...page } = validate(c.req.query(), companyQuery.extend(wordingQuery.shape));
    return c.json(await listWordings(context.orm, company, page));
  });

  app.get('/versions', async (c) => {
    const query = companyQuery.extend(wordingTarget.shape).extend(wordingQuery.shape);
    const { company, limit, cursor, ...target } = validate(c.req.query(), query);
    return c.json(await listVersions(context.orm, company, target, { limit, cursor }));
  });

  app.get('/built-in', (c) => {
    const { kind, locale, stage } = validate(c.req.query(), builtInQuery);
    const { subject, body, version, stage: ofStage } = getBuiltInWording(kind, locale, stage);
    const variables = describeVariables(kind);
    const view: BuiltInWording = { kind, locale, stage: ofStage, subject, body, wordingVersion: version, variables };
    return c.json(view);
  });

  app.put('/', async (c) => {
    const { company, savedBy, subject, body, ...target } = await readJson(c, saveWordingRequest);
    return c.json(toWordingView(await saveWording(context.orm, { company, savedBy }, target, { subject, body })));
  });

  app.delete('/', async (c) => {
    const { company, savedBy, ...target } = validate(c.req.query(), retireQuery);
    const retired = await retireWording(context.orm, { company, savedBy }, target);
    if (!retired) throw new HttpProblem('not_found');
    return c.json(toWordingView(retired));
  });

  app.post('/test-sends', async (c) => c.json(await sendTestMail(context, await readJson(c, testSendRequest))));

  return app;
}
