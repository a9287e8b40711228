// Compares what each service's code, and the operators' commands, can ask of AWS with what their policies allow, both ways.
// usage: node scripts/check-iam.ts <JSON of `terraform show -json`, of a plan or a state in which the policies are known>
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { type Call, callsOf, unreached } from './iam/calls.ts';
import { differences } from './iam/compare.ts';
import { neededFor } from './iam/permissions.ts';
import { rightsIn } from './iam/plan.ts';

const root = resolve(import.meta.dirname, '..');

const programOf = (mains: string[]): ts.Program => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  return ts.createProgram(mains, ts.parseJsonConfigFileContent(config, ts.sys, root).options);
};

const operatorMains = ['labs', 'reviews'].map((name) =>
  join(root, 'packages/operator-cli/src', `${name}-main.ts`),
);

const check = (file: string): string[] => {
  const { services, operators } = rightsIn(JSON.parse(readFileSync(file, 'utf8')));
  const parties = [
    ...services.map((one) => ({ ...one, mains: [join(root, 'services', one.service, 'src/main.ts')] })),
    { service: 'operators', allowed: operators, machine: [], mains: operatorMains },
  ];
  const program = programOf(parties.flatMap(({ mains }) => mains));
  const calls: Call[] = [];

  const problems = parties.flatMap(({ service, allowed, machine, mains }) => {
    const found = mains.flatMap((main) => callsOf(program, main, root));
    calls.push(...found);
    if (found.length === 0)
      return [`${service}: no call of AWS was found in its code; this check has lost its way.`];
    const problems = differences(service, [...found.flatMap(neededFor), ...machine], allowed);
    if (problems.length === 0)
      console.log(
        `${service}: ${new Set(allowed.map(({ action, resource }) => action + resource)).size} rights, all of them used`,
      );
    return problems;
  });
  const lost = unreached(program, root, calls);
  return [
    ...problems,
    ...lost.map((call) => `${call} is reached by nobody: dead code, or this check has lost its way.`),
  ];
};

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/check-iam.ts <plan.json>');
  process.exit(2);
}
const problems = check(file);
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
