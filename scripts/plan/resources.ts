/** A resource as the JSON of `terraform show` has it; only what the promises look at. */
export interface Resource {
  address: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: every type of resource has values of its own
  values: Record<string, any>;
}
interface Module {
  resources?: Resource[];
  child_modules?: Module[];
}
export interface Plan {
  planned_values?: { root_module: Module };
}
export interface Statement {
  Sid?: string;
  Effect: string;
  Principal?: unknown;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const within = (module: Module): Resource[] => [
  ...(module.resources ?? []),
  ...(module.child_modules ?? []).flatMap(within),
];

export const resourcesIn = (plan: Plan): Resource[] =>
  plan.planned_values ? within(plan.planned_values.root_module) : [];

export const listOf = (one: string | string[]): string[] => [one].flat();

export const statementsOf = (policy: string): Statement[] => [JSON.parse(policy).Statement].flat();
