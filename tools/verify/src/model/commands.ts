import fc from 'fast-check';
import { compareWorld } from './compare.ts';
import type { World, WorldCompany } from './stage.ts';
import type { CompanyModel } from './state.ts';

/** fast-check generates commands against a model; both are in the world, and each sequence starts with a new one. */
type ModelCommand = fc.AsyncCommand<World, World, true>;

/** A command on one of the companies. `find`: what it is about; null: not possible now. */
export type CommandSpec<Input, Target> = {
  readonly name: string;
  readonly input: fc.Arbitrary<Input>;
  readonly find: (company: CompanyModel, input: Input) => Target | null;
  readonly run: (world: World, company: WorldCompany, target: Target, input: Input) => Promise<void>;
};

/** After each command the product shows what the model says. */
export function toCommand<Input, Target>(spec: CommandSpec<Input, Target>): fc.Arbitrary<ModelCommand> {
  const { name, input, find, run } = spec;
  return fc.tuple(fc.boolean(), input).map(([isSecond, drawn]): ModelCommand => {
    const pick = ({ companies }: World) => companies[isSecond ? 1 : 0];
    return {
      check: (world) => Promise.resolve(find(pick(world).model, drawn) !== null),
      async run(world) {
        const company = pick(world);
        const target = find(company.model, drawn);
        if (target === null) return;
        world.stage.commands += 1;
        await run(world, company, target, drawn);
        await compareWorld(world);
      },
      toString: () => `${name}(${isSecond ? 'minato' : 'hinode'}, ${JSON.stringify(drawn)})`,
    };
  });
}

export const pick = <T>(list: readonly T[], index: number): T | null => list[index % Math.max(list.length, 1)] ?? null;
export const anIndex = fc.nat({ max: 59 });
