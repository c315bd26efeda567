import { z } from 'zod';
import { readConfig } from '../config.ts';

const environment = z.object({
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.1),
});

/** `metrics` and `traces` are null when they are off. */
export function readTelemetrySettings(env: NodeJS.ProcessEnv = process.env) {
  const config = readConfig(environment, env);
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  return {
    metrics: config.METRICS_PORT === undefined ? null : { port: config.METRICS_PORT, host: config.METRICS_HOST },
    traces:
      endpoint === undefined
        ? null
        : {
            url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
            headers: readHeaders(config.OTEL_EXPORTER_OTLP_HEADERS ?? ''),
            ratio: config.OTEL_TRACES_SAMPLER_ARG,
          },
  };
}
export type TraceSettings = NonNullable<ReturnType<typeof readTelemetrySettings>['traces']>;

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry specifies. */
const readHeaders = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(',').flatMap((entry): [string, string][] => {
      const [name = '', ...value] = entry.split('=');
      return name.trim() === '' ? [] : [[name.trim(), decodeURIComponent(value.join('=').trim())]];
    }),
  );
