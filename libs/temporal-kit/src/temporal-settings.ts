import { base64Keys, type SealKeys } from '@goen/service-kit';
import type { DataConverter } from '@temporalio/common';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { createPayloadCodec } from './payload-codec.ts';

/** How a process reaches Temporal, under the names that Temporal's own tools read. */
const toolSettings = {
  TEMPORAL_ADDRESS: z.string().min(3),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_TLS: z.enum(['true', 'false']).optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().min(1).optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().min(1).optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: z.string().min(1).optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().min(1).optional(),
  TEMPORAL_TLS_CLIENT_CERT_DATA: z.string().min(1).optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().min(1).optional(),
  TEMPORAL_TLS_CLIENT_KEY_DATA: z.string().min(1).optional(),
};
export const temporalEnvironment = {
  ...toolSettings,
  /** Our own: the keys that encrypt what Temporal stores, the new one first. Without any, it is stored as it is. */
  TEMPORAL_PAYLOAD_KEYS: base64Keys(32).optional(),
};
const environment = z.object(temporalEnvironment);

type ConnectionOptions = ReturnType<typeof loadClientConnectConfig>['connectionOptions'];

export type TemporalSettings = {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey?: string;
  readonly tls?: NonNullable<ConnectionOptions['tls']>;
  readonly payloadKeys?: SealKeys | undefined;
};

/** Reads certificates from their files. Throws when a file is missing, or one of certificate and key. */
export function toTemporalSettings(env: z.output<typeof environment>): TemporalSettings {
  const given = Object.keys(toolSettings).flatMap((name): [string, string][] => {
    const value = env[name as keyof typeof toolSettings];
    return value === undefined ? [] : [[name, value]];
  });
  const hasCertificate = env.TEMPORAL_TLS_CLIENT_CERT_PATH ?? env.TEMPORAL_TLS_CLIENT_CERT_DATA;
  const hasKey = env.TEMPORAL_TLS_CLIENT_KEY_PATH ?? env.TEMPORAL_TLS_CLIENT_KEY_DATA;
  if (Boolean(hasCertificate) !== Boolean(hasKey))
    throw new Error(
      'A client certificate needs its key: set both TEMPORAL_TLS_CLIENT_CERT_… and TEMPORAL_TLS_CLIENT_KEY_….',
    );
  const overrideEnvVars = Object.fromEntries(given);
  const { connectionOptions } = loadClientConnectConfig({ disableFile: true, overrideEnvVars });
  const { apiKey, tls } = connectionOptions;
  return {
    address: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE,
    ...(typeof apiKey === 'string' && { apiKey }),
    ...(tls !== undefined && tls !== null && { tls }),
    ...(env.TEMPORAL_PAYLOAD_KEYS && { payloadKeys: env.TEMPORAL_PAYLOAD_KEYS }),
  };
}

/** For every client and worker: with keys, what Temporal stores is encrypted. */
export const toDataConverter = ({ payloadKeys: keys }: Pick<TemporalSettings, 'payloadKeys'>): DataConverter =>
  keys === undefined ? {} : { payloadCodecs: [createPayloadCodec(keys)] };
