import type { Product } from './start-product.ts';

/** Records what is not as it should be. */
export type Check = (holds: boolean, fault: string) => void;

export type Step = {
  readonly name: string;
  run(product: Product, check: Check): Promise<void>;
};

/** Runs the steps in order, each also after one that failed; returns the faults of each, by its name. */
export async function runSteps(
  product: Product,
  steps: readonly Step[],
  report: (line: string) => void,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const faults = new Map<string, string[]>();
  for (const step of steps) {
    const { name } = step;
    report(`${name} …`);
    const own: string[] = [];
    const check: Check = (holds, fault) => {
      if (!holds) own.push(`${name}: ${fault}`);
    };
    await step.run(product, check).catch((error: unknown) => own.push(`${name}: ${String(error)}`));
    faults.set(name, own);
  }
  return faults;
}
