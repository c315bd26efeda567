import { workflowBundle } from './workflow-bundle.ts';

const { codePath, buildId } = await workflowBundle();
process.stdout.write(`${codePath} (${buildId})\n`);
