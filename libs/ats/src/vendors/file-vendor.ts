import { undatedRejections } from '@goen/contracts/public';
import { z } from 'zod';
import { applicationUrl } from '../application-url.ts';
import { type AtsVendor, defineAtsVendor } from '../ats-vendor.ts';
import { type ColumnMap, columnMap } from '../files/column-map.ts';
import { defaultOfferStatuses } from '../files/read-offer.ts';
import { defaultEndedStatuses } from '../files/read-selection.ts';
import { defaultRejectionStatuses } from '../files/rejection-statuses.ts';

const settings = z.strictObject({
  columns: columnMap.optional().describe('our field → the name of its column in the header'),
  rejection_statuses: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(50)
    .optional()
    .describe(`the statuses that mean "rejected by you"; default: ${defaultRejectionStatuses.join(', ')}`),
  offer_statuses: z
    .array(z.string().trim().min(1).max(100))
    .max(50)
    .optional()
    .describe(`the statuses that mean an offer or a hire; default: ${defaultOfferStatuses.join(', ')}`),
  ended_statuses: z
    .array(z.string().trim().min(1).max(100))
    .max(100)
    .optional()
    .describe(`the statuses of applications in which nobody waits; default: ${defaultEndedStatuses.join(', ')}`),
  application_url: applicationUrl.optional(),
  undated_rejections: undatedRejections
    .optional()
    .describe('whether rejections without a date get a rejection mail as if they were new; default: no_rejection_mail'),
});
type Settings = z.infer<typeof settings>;

type FileVendor = {
  readonly kind: string;
  readonly name: string;
  /** Whether a file without a column of mail addresses is refused. */
  readonly addressRequired: boolean;
  /** The vendor's known columns, for companies without a column map. */
  readonly findPresetColumns?: (header: readonly string[]) => ColumnMap | null;
};

/** A vendor whose rejections arrive as exported files. */
export const defineFileVendor = ({ kind, name, addressRequired, findPresetColumns }: FileVendor): AtsVendor =>
  defineAtsVendor<Settings, Record<string, never>>({
    kind,
    name,
    settings,
    secrets: z.strictObject({}),
    applicationUrl: ({ application_url: url }) => url ?? null,
    file: {
      findColumns: (header, { columns }) => columns ?? findPresetColumns?.(header) ?? null,
      rejectionStatuses: ({ rejection_statuses: statuses }) => statuses ?? defaultRejectionStatuses,
      offerStatuses: ({ offer_statuses: statuses }) => statuses ?? defaultOfferStatuses,
      endedStatuses: ({ ended_statuses: statuses }) => statuses ?? defaultEndedStatuses,
      undatedRejections: ({ undated_rejections: chosen }) => chosen ?? null,
      addressRequired,
    },
  });
