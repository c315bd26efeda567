/**
 * `node check-settings.ts` with a list of `[kind, environment]` as JSON on its input: prints the faults as JSON. A process
 * of its own, so that a test need not transform every service first.
 */
import { json } from 'node:stream/consumers';
import { findSettingFaults, type ProcessKind } from './service-settings.ts';

const given = (await json(process.stdin)) as readonly (readonly [ProcessKind, Record<string, string>])[];
console.log(JSON.stringify(given.flatMap(([kind, env]) => findSettingFaults(kind, env))));
