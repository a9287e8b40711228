import { madeByOperators, neededByMachine } from './machine.ts';
import type { Permission } from './permissions.ts';

export interface Resource {
  address: string;
  type: string;
  name: string;
  index?: string | number;
  values: Record<string, unknown>;
}
interface Module {
  address?: string;
  resources?: Resource[];
  child_modules?: Module[];
}
export interface Plan {
  planned_values?: { root_module: Module };
  values?: { root_module: Module };
}
interface Statement {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** What the plan says of one service. */
export interface PlannedService {
  service: string;
  allowed: Permission[];
  /** What its machines do besides the service. */
  machine: Permission[];
}

const machineActions = /^(ssm|ssmmessages|ecr|logs|autoscaling):/;
const listOf = (one: string | string[]): string[] => [one].flat();

function* resourcesOf(module: Module): Generator<Resource & { module: string }> {
  for (const resource of module.resources ?? []) yield { ...resource, module: module.address ?? '' };
  for (const child of module.child_modules ?? []) yield* resourcesOf(child);
}

const text = (resource: Resource | undefined, field: string): string => {
  const value = resource?.values[field];
  if (typeof value !== 'string')
    throw new Error(
      `${resource?.address ?? 'A resource'}: ${field} is not known before apply. Take a plan of what stands already.`,
    );
  return value;
};

/** A resource in our words; what is not one of ours stays as it is, and is then allowed by nothing in the code. */
const inOurWords = (arn: string, prefix: string, keys: Map<string, string>, statement: Statement): string => {
  const through = statement.Condition?.StringEquals?.['kms:ViaService'];
  const key = keys.get(arn);
  if (key !== undefined && typeof through === 'string') return `key ${key} through ${through.split('.')[0]}`;
  const [, , service, , , ...rest] = arn.split(':');
  const name = rest.join(':');
  const ours = (full: string | undefined): string | undefined =>
    full?.startsWith(prefix) ? full.slice(prefix.length) : undefined;
  if (service === 'dynamodb') {
    const [kind, full, , index] = name.split('/');
    const table = ours(full);
    if (kind === 'table' && table) return index === undefined ? `table ${table}` : `index ${table}/${index}`;
  }
  if (service === 's3') {
    const [full, ...path] = name.split('/');
    const bucket = ours(full);
    if (bucket) return path.length === 0 ? `bucket ${bucket}` : `objects of ${bucket}`;
  }
  const queue = ours(name);
  if (service === 'sqs' && queue) return `queue ${queue}`;
  return service === 'ses' ? 'mail' : arn;
};

/**
 * What each service and the operators may do, by the policies in the JSON of `terraform show -json`, of a plan or of a state.
 * @throws Error when a policy is not known yet, or when there is no service
 */
export const rightsIn = (plan: Plan): { services: PlannedService[]; operators: Permission[] } => {
  const root = (plan.planned_values ?? plan.values)?.root_module;
  const all = root ? [...resourcesOf(root)] : [];
  const keys = new Map(
    all.flatMap((one) => {
      const name = /^module\.key\["(\w+)"\]/.exec(one.module)?.[1];
      return one.type === 'aws_kms_key' && name && typeof one.values.arn === 'string'
        ? [[one.values.arn, name]]
        : [];
    }),
  );
  const secrets = all
    .filter(({ type, values }) => type === 'aws_ssm_parameter' && values.type === 'SecureString')
    .map((secret) => text(secret, 'name'));

  /** What policies allow, in our words. */
  const allowedBy = (policies: Resource[], prefix: string): Permission[] =>
    policies.flatMap((policy) =>
      (JSON.parse(text(policy, 'policy')).Statement as Statement[]).flatMap((statement) =>
        listOf(statement.Action).flatMap((action) =>
          listOf(statement.Resource).map((arn) => ({
            action,
            resource: machineActions.test(action) ? 'machine' : inOurWords(arn, prefix, keys, statement),
            from: `${statement.Sid ?? 'a statement'} in ${policy.address}`,
          })),
        ),
      ),
    );
  const prefixIn = (settings: Resource[]): Resource | undefined =>
    settings.find((one) => one.type === 'aws_ssm_parameter' && one.index === 'RESOURCE_PREFIX');

  const modules = new Set(
    all.map(({ module }) => module).filter((module) => /^module\.service\["\w+"\]$/.test(module)),
  );
  if (modules.size === 0) throw new Error('There is no service in the plan.');
  const services = [...modules].map((module) => {
    const own = all.filter((one) => one.module === module);
    const service = /"(\w+)"/.exec(module)?.[1] ?? module;
    const prefixSetting = prefixIn(own);
    const prefix = text(prefixSetting, 'insecure_value');
    const path = text(prefixSetting, 'name').replace(/[^/]+$/, '');
    const userData = text(
      own.find(({ type }) => type === 'aws_launch_template'),
      'user_data',
    );

    const allowed = allowedBy(
      own.filter(({ type }) => type === 'aws_iam_policy'),
      prefix,
    );
    const machine = neededByMachine(
      Buffer.from(userData, 'base64').toString(),
      madeByOperators.has(service) || secrets.some((name) => name.startsWith(path)),
    );
    return { service, allowed, machine };
  });
  const operators = all.filter(({ address }) => address === 'aws_iam_policy.operators');
  return { services, operators: allowedBy(operators, text(prefixIn(all), 'insecure_value')) };
};
