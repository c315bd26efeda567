import { bundleWorkflowCode } from '@temporalio/worker';

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/**
 * Bundles and minifies workflow code; the source map is inlined at its end. Every cached workflow holds its own copy of
 * what the bundle evaluates, so size costs memory and time at each start. Tests replay histories on the same code.
 */
export async function bundleWorkflows(workflowsPath: string): Promise<{ readonly code: string }> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    logger: silent,
    webpackConfigHook: (config) => ({ ...config, mode: 'production' }),
  });
  return { code };
}

const sourceMapComment = '\n//# sourceMappingURL=';
const sourceMapData = 'data:application/json;charset=utf-8;base64,';

/** Splits a bundle into its code and the paths of the source files it was built from. */
export function readBundle(bundle: string): { readonly code: string; readonly sources: readonly string[] } {
  const end = bundle.lastIndexOf(sourceMapComment);
  if (end < 0) throw new Error('The workflow bundle has no inline source map.');
  const encoded = bundle.slice(end + sourceMapComment.length).trim();
  if (!encoded.startsWith(sourceMapData)) throw new Error('The source map of the workflow bundle is not inlined.');
  const map = Buffer.from(encoded.slice(sourceMapData.length), 'base64').toString('utf8');
  return { code: bundle.slice(0, end), sources: (JSON.parse(map) as { sources: string[] }).sources };
}
