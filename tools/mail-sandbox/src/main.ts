#!/usr/bin/env node
import { startSandbox } from './index.ts';
import { readSettings } from './settings.ts';

const sandbox = await startSandbox(readSettings(process.env));
console.log(`Mail sandbox and inbox: ${sandbox.url}${sandbox.smtpUrl ? `, ${sandbox.smtpUrl}` : ''}`);
console.log(`SendGrid verification key: ${sandbox.sendgridPublicKey}`);

const stop = () => void sandbox.close().then(() => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
// A launcher that dies closes its IPC channel; the sandbox must not outlive it.
process.once('disconnect', stop);
