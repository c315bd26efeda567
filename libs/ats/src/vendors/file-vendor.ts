import { z } from 'zod';
import { type AtsVendor, atsVendor } from '../ats-vendor.ts';
import { columnMap, defaultRejectionStatuses, hrmosMap } from '../files/index.ts';

const settings = z.strictObject({
  columns: columnMap.optional().describe('which column holds what, by its name in the header'),
  rejection_statuses: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(50)
    .optional()
    .describe(`the statuses that mean: rejected by you; ${defaultRejectionStatuses.join(', ')} when not given`),
});
type Settings = z.infer<typeof settings>;

const fileVendor = (
  kind: string,
  name: string,
  road: { preset?: (header: readonly string[]) => ReturnType<typeof hrmosMap>; addressRequired: boolean },
): AtsVendor =>
  atsVendor<Settings, Record<string, never>>({
    kind,
    name,
    settings,
    secrets: z.strictObject({}),
    file: {
      findColumns: (header, { columns }) => columns ?? road.preset?.(header) ?? null,
      rejectionStatuses: (given) => given.rejection_statuses ?? defaultRejectionStatuses,
      addressRequired: road.addressRequired,
    },
  });

/** HRMOS has no API for recruiting: an export, whose columns are known where the company has not changed them. */
export const hrmos = fileVendor('hrmos', 'HRMOS採用', { preset: hrmosMap, addressRequired: true });
/** The columns of ジョブカン differ by company: a saved map says what they are. */
export const jobcan = fileVendor('jobcan', 'ジョブカン採用管理', { addressRequired: false });
export const anyFile = fileVendor('file', 'CSV, TSV, XLSX', { addressRequired: false });
