/** `npm run build`: builds the server's binary in `.data/bin`, or in the folder given as argument. */
import { buildServer } from './build-server.ts';
import { defaultBinDir } from './paths.ts';

const path = await buildServer({ binDir: process.argv[2] ?? defaultBinDir, report: (line) => console.log(line) });
console.log(path);
