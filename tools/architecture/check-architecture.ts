import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';

/** One import that goes in a forbidden direction, under the name of the rule it breaks. */
export interface Breach {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

const CONFIGURATION = join(import.meta.dirname, '../../.dependency-cruiser.mjs');
const BUILDINGS = ['packages', 'subgraphs', 'router', 'apps', 'e2e', 'bench', 'tools'];

/** Every breach of the architecture in the tree below `root`. Empty: the directions hold. */
export const checkArchitecture = async (root: string): Promise<{ modules: number; breaches: readonly Breach[] }> => {
  const { default: rules } = (await import(CONFIGURATION)) as { default: Configuration };
  const buildings = BUILDINGS.filter((building) => existsSync(join(root, building)));
  const { output } = await cruise(
    buildings,
    { ...rules.options, baseDir: root, ruleSet: { forbidden: rules.forbidden }, validate: true },
    rules.options.enhancedResolveOptions,
  );
  const { summary } = output as ICruiseResult;
  // Rules that share a name share its first reason: the others are its finer print.
  const why = new Map(rules.forbidden.toReversed().map((rule) => [rule.name, rule.comment ?? '']));
  return {
    modules: summary.totalCruised,
    breaches: summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to,
      // A cycle is mended where it is easiest, so the whole of it is shown.
      because: cycle ? cycle.map(({ name }) => name).join(' → ') : (why.get(rule.name) ?? ''),
    })),
  };
};

interface Configuration {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  readonly options: Record<string, unknown> & { readonly enhancedResolveOptions: Record<string, unknown> };
}

if (import.meta.main) {
  const { modules, breaches } = await checkArchitecture(process.cwd());
  for (const { rule, from, to, because } of breaches) console.error(`${rule}: ${from} → ${to}\n    ${because}`);
  console.log(`architecture: ${breaches.length} breaches in ${modules} modules`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
