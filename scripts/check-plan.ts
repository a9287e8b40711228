// Holds the plan of a whole environment against what is promised of it (scripts/plan/promises.ts).
// usage: node scripts/check-plan.ts <JSON of `terraform show -json`, of a plan in which the ids are known>
import { readFileSync } from 'node:fs';
import { promises } from './plan/promises.ts';
import { type Resource, resourcesIn } from './plan/resources.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/check-plan.ts <plan.json>');
  process.exit(2);
}

const resources = resourcesIn(JSON.parse(readFileSync(file, 'utf8')));
const of = (...types: string[]): Resource[] => resources.filter(({ type }) => types.includes(type));
const broken = Object.entries(promises).flatMap(([promise, problemsOf]) =>
  problemsOf(of).map((problem) => `${promise}: ${problem}`),
);
// A plan without resources would keep every promise.
if (of('aws_s3_bucket', 'aws_sqs_queue', 'aws_dynamodb_table').length < 3)
  broken.push('this is not the plan of a whole environment');

for (const problem of broken) console.error(problem);
console.log(
  `${Object.keys(promises).length} promises held against ${resources.length} resources: ${broken.length} broken`,
);
process.exit(broken.length > 0 ? 1 : 0);
