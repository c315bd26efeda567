export type { Candidacy } from './herp/candidacy.ts';
export { greenhouseHook } from './hooks/greenhouse-hook.ts';
export { postHook, type SignedHook } from './hooks/signed-hook.ts';
export { standardHook, toStandardMessage } from './hooks/standard-hook.ts';
export { zohoHook } from './hooks/zoho-hook.ts';
export { generateCandidates, type SampleCandidate } from './sample-data/generate-candidates.ts';
export type { VendorSandboxOptions } from './sandbox-options.ts';
export { startVendorSandbox, type VendorSandbox } from './start-vendor-sandbox.ts';
