#!/usr/bin/env node
import { startVendorSandbox } from './index.ts';
import { readSettings } from './settings.ts';

const sandbox = await startVendorSandbox(readSettings(process.env));
console.log(`Vendor sandbox: ${sandbox.url}`);
for (const [vendor, url] of Object.entries(sandbox.urls)) console.log(`  ${vendor}: ${url}`);

const stop = () => void sandbox.close().then(() => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
// The IPC channel closes when the launcher dies; the sandbox must not outlive it.
process.once('disconnect', stop);
