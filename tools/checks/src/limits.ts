/** A workflow bundle without workflows is about 155 kB with this version of the SDK. */
export const limits = {
  cycles: 0,
  register_path: 0,
  bundle_kb: 300,
  openapi_kb: 650,
  console_kb: 250,
  stale_client: 0,
  unused: 0,
  walls: 0,
  unsafe_packages: 0,
  licences: 0,
  secrets: 0,
};
export type Measure = keyof typeof limits;
export type Measures = Readonly<Record<Measure, number>>;

/** The measures above their limit; a bundle with zod exceeds its limit at any size. */
export function findExceeded(measures: Measures, bundleContainsZod: boolean): Measure[] {
  return (Object.keys(limits) as Measure[]).filter(
    (name) => measures[name] > limits[name] || (name === 'bundle_kb' && bundleContainsZod),
  );
}
