import { seededRandom } from '../shared/seeded-random.ts';
import { tokyoDate } from '../shared/tokyo-time.ts';
import { drawCandidate, type RejectedCandidate } from './rejected-candidate.ts';
import { hrmosRow, jobcanRow } from './shapes/files.ts';
import { greenhouseShape, greenhouseUnreject } from './shapes/greenhouse.ts';
import { herpShape } from './shapes/herp.ts';
import { reportShape } from './shapes/report.ts';
import { zohoRecords, zohoWebhookFields } from './shapes/zoho.ts';

/** The same rejected candidate as each road tells it. */
export type MadeUpCandidate = RejectedCandidate & {
  herp: ReturnType<typeof herpShape>;
  greenhouse: { reject: ReturnType<typeof greenhouseShape>; unreject: ReturnType<typeof greenhouseUnreject> };
  zoho: ReturnType<typeof zohoRecords> & { webhookFields: ReturnType<typeof zohoWebhookFields> };
  /** Rows of files: header → cell. */
  hrmos: ReturnType<typeof hrmosRow>;
  jobcan: ReturnType<typeof jobcanRow>;
  /** The body of `POST /v1/rejections`. */
  report: ReturnType<typeof reportShape>;
};

/**
 * `count` rejected candidates, the same for the same `seed` and `lastDay` (`YYYY-MM-DD`, the last day on which one may
 * be rejected; today in Tokyo unless told). All rejections are at midnight in Tokyo; no two have one mail address.
 */
export function madeUpCandidates(count: number, seed = 1, lastDay = tokyoDate(new Date().toISOString())) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => withShapes(drawCandidate(random, { n: at + 1, seed, lastDay })));
}

function withShapes(one: RejectedCandidate): MadeUpCandidate {
  const reject = greenhouseShape(one);
  return {
    ...one,
    herp: herpShape(one),
    greenhouse: { reject, unreject: greenhouseUnreject(reject) },
    zoho: { ...zohoRecords(one), webhookFields: zohoWebhookFields(one) },
    hrmos: hrmosRow(one),
    jobcan: jobcanRow(one),
    report: reportShape(one),
  };
}
