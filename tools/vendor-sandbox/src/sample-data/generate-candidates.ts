import { createSeededRandom } from '@goen/sandbox-kit';
import { toTokyoDate } from '../shared/tokyo-time.ts';
import { drawCandidate, type RejectedCandidate } from './draw-candidate.ts';
import { toHrmosRow, toJobcanRow } from './shapes/csv-rows.ts';
import { toGreenhouseRejection, toGreenhouseUnrejection } from './shapes/greenhouse.ts';
import { toHerpCandidacy } from './shapes/herp.ts';
import { toRejectionReport } from './shapes/report.ts';
import { toZohoRecords, toZohoWebhookFields } from './shapes/zoho.ts';

/** A rejected candidate in the shape of every channel. */
export type SampleCandidate = RejectedCandidate & {
  herp: ReturnType<typeof toHerpCandidacy>;
  greenhouse: {
    reject: ReturnType<typeof toGreenhouseRejection>;
    unreject: ReturnType<typeof toGreenhouseUnrejection>;
  };
  zoho: ReturnType<typeof toZohoRecords> & { webhookFields: ReturnType<typeof toZohoWebhookFields> };
  /** CSV rows: header → cell. */
  hrmos: ReturnType<typeof toHrmosRow>;
  jobcan: ReturnType<typeof toJobcanRow>;
  /** The body of `POST /v1/rejections`. */
  report: ReturnType<typeof toRejectionReport>;
};

/**
 * `count` rejected candidates, the same for the same `seed` and `lastDay` (`YYYY-MM-DD`, the latest possible day of
 * rejection; default: today in Tokyo). All rejections are at midnight in Tokyo; all mail addresses differ.
 */
export function generateCandidates(count: number, seed = 1, lastDay = toTokyoDate(new Date().toISOString())) {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, (_, index) => addShapes(drawCandidate(random, { n: index + 1, seed, lastDay })));
}

function addShapes(candidate: RejectedCandidate): SampleCandidate {
  const reject = toGreenhouseRejection(candidate);
  return {
    ...candidate,
    herp: toHerpCandidacy(candidate),
    greenhouse: { reject, unreject: toGreenhouseUnrejection(reject) },
    zoho: { ...toZohoRecords(candidate), webhookFields: toZohoWebhookFields(candidate) },
    hrmos: toHrmosRow(candidate),
    jobcan: toJobcanRow(candidate),
    report: toRejectionReport(candidate),
  };
}
