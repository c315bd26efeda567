import { atsVendors } from '@goen/ats';
import { crmAdapters } from '@goen/crm';
import { z } from 'zod';

type Channel = 'api' | 'file' | 'poll' | 'hook' | 'push';

/** A system that can be connected: rejections come from it, candidates go to it, or both. */
export type ConnectionKind = {
  readonly kind: string;
  readonly name: string;
  readonly channels: readonly Channel[];
  readonly settings: z.ZodType;
  readonly secrets: z.ZodType;
};

/** All kinds by name. The ATS side decides the settings and secrets of a system that is both ATS and CRM. */
export const connectionKinds: ReadonlyMap<string, ConnectionKind> = new Map(
  [...new Set([...atsVendors.keys(), ...crmAdapters.keys()])].flatMap((kind) => {
    const [ats, crm] = [atsVendors.get(kind), crmAdapters.get(kind)];
    const system = ats ?? crm;
    if (system === undefined) return [];
    const { name, settings, secrets } = system;
    const channels: Channel[] = [];
    if (ats?.file) channels.push('file');
    if (ats?.poll) channels.push('poll');
    if (ats?.hook) channels.push('hook');
    if (crm) channels.push('push');
    if (channels.length === 0) channels.push('api');
    return [[kind, { kind, name, channels, settings, secrets }]];
  }),
);

export const viewConnectionKind = ({ kind, name, channels, settings, secrets }: ConnectionKind) => ({
  kind,
  name,
  channels: [...channels],
  settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
  secrets: z.toJSONSchema(secrets, { io: 'input', unrepresentable: 'any' }),
});
