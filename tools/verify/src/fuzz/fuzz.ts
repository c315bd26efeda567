import { join } from 'node:path';
import { describePages, endsAccess, type FuzzInit, type FuzzResult, fuzzService } from '@goen/testing/fuzz';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { type FuzzProduct, startFuzzProduct } from './fuzz-product.ts';
import { runSchemathesis } from './schemathesis.ts';
import { readServiceDocuments } from './service-documents.ts';

export const fuzz: Harness = {
  name: 'fuzz',
  description: 'Valid and nearly valid requests to every operation of every service, against their OpenAPI documents.',
  defaults: { requests: 40 },
  run,
};

const people = 12;

/** Pictures need a browser, which need not be there. */
const expectedErrors = ['picture_unavailable'];

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const product = await startFuzzProduct(join(dataDir, 'stack'), people);
  try {
    const results: FuzzResult[] = [];
    for (const [name, part] of Object.entries(await describeParts(product))) {
      const runs = settings.requests ?? 0;
      const result = await fuzzService({ ...part, seed, runs, skipped: endsAccess, expectedErrors });
      report(`${name}: ${result.calls} requests, ${result.successes} of them answered below 300`);
      results.push(result);
    }
    const others = runSchemathesis({ url: product.stack.urls.gateway, key: product.key, seed, dir: dataDir });
    report(others.words);
    const serverErrors = results.flatMap((result) => result.serverErrors);
    const undocumented = results.flatMap((result) => result.undocumented);
    return {
      counts: {
        calls: results.reduce((sum, { calls }) => sum + calls, others.calls),
        server_errors: serverErrors.length + others.serverErrors,
        undocumented: undocumented.length + others.undocumented,
      },
      faults: [...serverErrors, ...undocumented, ...others.faults],
    };
  } finally {
    await product.stop();
  }
}

type Part = Pick<Parameters<typeof fuzzService>[0], 'document' | 'send'>;

async function describeParts({ stack, key, cookies, tokens }: FuzzProduct): Promise<Record<string, Part>> {
  const { gateway, mail, credit } = stack.urls;
  const { mailServiceTokens, creditServiceTokens } = stack.secrets;
  const documents = readServiceDocuments();
  const readDocument = async (path: string) => (await (await fetch(gateway + path)).json()) as object;
  const page = await (await fetch(`${gateway}/c/${tokens[0]}`)).text();
  const sendTo =
    (url: string, toHeaders: (template: string, method: string) => Record<string, string>): Part['send'] =>
    (path, { headers, ...init }: FuzzInit, target) =>
      fetch(url + path, {
        ...init,
        headers: { ...headers, ...toHeaders(target.path, init.method) },
        redirect: 'manual',
      });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const session = (cookie: string) => ({ cookie, origin: gateway });
  return {
    api: {
      document: await readDocument('/openapi.json'),
      send: sendTo(gateway, (template) =>
        /^\/v1\/(?:me|sessions|passkeys|sign-in)\b/.test(template) ? session(cookies.owner) : bearer(key),
      ),
    },
    operator: {
      document: await readDocument('/operator/openapi.json'),
      send: sendTo(gateway, () => session(cookies.staff)),
    },
    pages: { document: describePages(tokens, page), send: sendTo(gateway, () => ({})) },
    mail: {
      document: documents.mail,
      send: sendTo(mail, (template, method) => {
        const ofWorker = method === 'POST' && ['/suppressions', '/erasures'].includes(template);
        return bearer(ofWorker ? mailServiceTokens.worker : mailServiceTokens.gateway);
      }),
    },
    credit: {
      document: documents.credit,
      send: sendTo(credit, (template) => {
        const ofGateway = /\/(entries|earned-credits)$|\/statements\//.test(template);
        return bearer(ofGateway ? creditServiceTokens.gateway : creditServiceTokens.worker);
      }),
    },
  };
}
