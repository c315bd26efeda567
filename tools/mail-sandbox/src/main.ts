#!/usr/bin/env node
import { startSandbox } from './index.ts';
import { readSettings } from './settings.ts';

const sandbox = await startSandbox(readSettings(process.env));
console.log(`Mail sandbox and inbox: ${sandbox.url}${sandbox.smtpUrl ? `, ${sandbox.smtpUrl}` : ''}`);
console.log(`SendGrid's verification key: ${sandbox.sendgridPublicKey}`);

const stop = () => void sandbox.close().then(() => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
// A launcher that dies breaks its channel: the sandbox never outlives it unasked.
process.once('disconnect', stop);
