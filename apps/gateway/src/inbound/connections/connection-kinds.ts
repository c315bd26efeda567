import { atsVendors } from '@goen/ats';
import { crmAdapters } from '@goen/crm';
import { z } from 'zod';

/** A kind of connection: a system that rejections come from, that candidates go to, or both. */
export type ConnectionKind = {
  readonly kind: string;
  readonly name: string;
  readonly roads: readonly ('api' | 'file' | 'poll' | 'hook' | 'push')[];
  readonly settings: z.ZodType;
  readonly secrets: z.ZodType;
};

/** Every kind there is. Of a system that is both, what rejections come by says what is set. */
export const connectionKinds: ReadonlyMap<string, ConnectionKind> = new Map(
  [...new Set([...atsVendors.keys(), ...crmAdapters.keys()])].flatMap((kind) => {
    const [vendor, adapter] = [atsVendors.get(kind), crmAdapters.get(kind)];
    const described = vendor ?? adapter;
    if (described === undefined) return [];
    const { name, settings, secrets } = described;
    const roads: ConnectionKind['roads'][number][] = [
      ...(vendor?.file ? (['file'] as const) : []),
      ...(vendor?.poll ? (['poll'] as const) : []),
      ...(vendor?.hook ? (['hook'] as const) : []),
      ...(adapter ? (['push'] as const) : []),
    ];
    return [[kind, { kind, name, roads: roads.length > 0 ? roads : ['api'], settings, secrets }]];
  }),
);

export const viewKind = ({ kind, name, roads, settings, secrets }: ConnectionKind) => ({
  kind,
  name,
  roads: [...roads],
  settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
  secrets: z.toJSONSchema(secrets, { io: 'input', unrepresentable: 'any' }),
});
