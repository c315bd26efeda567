import { suppressionImported } from '@goen/contracts/public';
import { defineRoute, jsonResponse, readWhole } from '@goen/service-kit';
import { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { apiKey } from '../../identity/require-key.ts';
import { maxImportRows, readAddresses } from './read-addresses.ts';

/** Enough for 10,000 rows with all other columns of a company's list. */
const limit = { maxBytes: 10 * 1024 * 1024, tooLargeCode: 'batch_too_large' } as const;

const csv = { schema: z.string(), example: '氏名,email\n佐藤 美咲,misaki@example.jp\n' };

const route = defineRoute({
  method: 'post',
  path: '/v1/suppressions/import',
  operationId: 'importSuppressions',
  tags: ['suppressions'],
  summary: 'Import your own list of addresses that must not be mailed',
  description: `CSV (comma, semicolon or tab; UTF-8, UTF-16 or Shift_JIS) with a column headed \`email\`, up to ${maxImportRows.toLocaleString('en')} rows and 10 MB. Without such a heading, every address in the file counts. Every row with an address counts, also one that cannot be mailed or that has broken quotes; \`refused\` lists the rows to check.`,
  access: apiKey('mail:write'),
  idempotent: 'steps',
  maxBodyBytes: limit.maxBytes,
  tooLargeCode: limit.tooLargeCode,
  problems: ['unavailable'],
  request: {
    body: {
      required: true,
      // Windows calls every CSV a workbook.
      content: {
        'text/csv': csv,
        'application/csv': csv,
        'application/vnd.ms-excel': csv,
        'text/tab-separated-values': csv,
      },
    },
  },
  responses: { 200: jsonResponse(suppressionImported, 'How many addresses were added, and how many were known.') },
});

export function addImportSuppressions(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { addresses, refused } = readAddresses(Buffer.from(new Uint8Array(await readWhole(c, limit))));
    let [added, known] = [0, 0];
    // A row may hold several addresses.
    for (let first = 0; first < addresses.length; first += maxImportRows) {
      const body = { company: c.get('companyId'), emails: addresses.slice(first, first + maxImportRows) };
      const answer = await askService(context.mail, '/suppressions/imports', { method: 'POST', body });
      const counts = suppressionImported.parse(await answer.json());
      [added, known] = [added + counts.added, known + counts.known];
    }
    const subject = { type: 'company', id: c.get('companyId') };
    await auditRequest(context, c, { action: 'suppressions.imported', subject, data: { added, known } });
    return c.json({ added, known, ...(refused.length > 0 ? { refused: [...refused] } : {}) }, 200);
  });
}
