import { builtInWording, wordingTarget } from '@goen/contracts/internal';
import { stageKind } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { calledBy, type MailApp } from '../mail-app.ts';
import { getBuiltInWording } from '../rendering/built-in.ts';
import { describeVariables } from './variables.ts';

const route = defineRoute({
  method: 'get',
  path: '/wordings/built-in',
  operationId: 'getBuiltInWording',
  summary: 'The built-in wording of a mail, with the variables that it may use',
  access: calledBy('gateway'),
  request: {
    query: z.strictObject({
      kind: wordingTarget.shape.kind,
      locale: wordingTarget.shape.locale,
      stage: stageKind.default('other'),
    }),
  },
  responses: { 200: jsonResponse(builtInWording, 'The wording.') },
});

export function addGetBuiltInWording(app: MailApp): void {
  app.openapi(route, (c) => {
    const { kind, locale, stage } = c.req.valid('query');
    const { subject, body, version, stage: ownStage } = getBuiltInWording(kind, locale, stage);
    const variables = describeVariables(kind);
    return c.json({ kind, locale, stage: ownStage, subject, body, wordingVersion: version, variables }, 200);
  });
}
