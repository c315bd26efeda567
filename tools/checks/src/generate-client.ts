/** `npm run generate-client`: generates the types of `libs/client` from the API as it is in this checkout. */
import { writeClient } from './client-types.ts';

await writeClient();
process.exit();
