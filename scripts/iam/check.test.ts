import { expect, test } from 'vitest';
import { differences } from './compare.ts';
import { neededByMachine } from './machine.ts';
import { neededFor } from './permissions.ts';
import { type Plan, type Resource, rightsIn } from './plan.ts';

const dataKey = 'arn:aws:kms:us-east-1:123456789012:key/1';
const throughS3 = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
const rights = [
  {
    Sid: 'Keep',
    Effect: 'Allow',
    Action: ['s3:PutObject'],
    Resource: ['arn:aws:s3:::labsecure-dev-raw/raw/*'],
  },
  { Sid: 'Write', Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: dataKey, Condition: throughS3 },
];
const machineRights = [
  {
    Effect: 'Allow',
    Action: ['ssm:UpdateInstanceInformation'],
    Resource: ['arn:aws:ec2:us-east-1:123456789012:instance/*'],
  },
  {
    Effect: 'Allow',
    Action: ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
      (name) => `ssmmessages:${name}`,
    ),
    Resource: '*',
  },
];

const planOf = (Statement: object[], userData = '', operators: Resource[] = []): Plan => {
  const own = (type: string, name: string, values: object, index?: string) => ({
    address: `module.service["report"].${type}.${name}`,
    type,
    name,
    ...(index !== undefined && { index }),
    values: { ...values },
  });
  const key = {
    address: 'module.key["data"].aws_kms_key.this',
    type: 'aws_kms_key',
    name: 'this',
    values: { arn: dataKey },
  };
  const service = [
    own('aws_iam_policy', 'service', { policy: JSON.stringify({ Statement }) }),
    own('aws_iam_policy', 'machine', { policy: JSON.stringify({ Statement: machineRights }) }),
    own(
      'aws_ssm_parameter',
      'setting',
      { name: '/labsecure/dev/report/RESOURCE_PREFIX', insecure_value: 'labsecure-dev-' },
      'RESOURCE_PREFIX',
    ),
    own('aws_launch_template', 'service', {
      user_data: Buffer.from(`#cloud-config\n${userData}`).toString('base64'),
    }),
  ];
  return {
    planned_values: {
      root_module: {
        child_modules: [
          { address: 'module.key["data"]', resources: [key] },
          { address: 'module.service["report"]', resources: service },
        ],
        resources: operators,
      },
    },
  };
};

const call = { command: 'PutObject', resource: 'raw', at: 'raw-store.ts:7' };
const problemsOf = (plan: Plan, calls = [call]): string[] =>
  rightsIn(plan).services.flatMap(({ service, allowed, machine }) =>
    differences(service, [...calls.flatMap(neededFor), ...machine], allowed),
  );

test('Rights that are what the code needs are in order', () => {
  expect(problemsOf(planOf(rights))).toEqual([]);
});

test('A right that is missing is named with service, action and resource', () => {
  expect(problemsOf(planOf(rights.slice(1)))).toEqual([
    'report needs s3:PutObject on objects of raw (PutObject in raw-store.ts:7), and no policy allows it.',
  ]);
});

test('A right that nothing uses is named with service, action and resource', () => {
  const more = {
    Sid: 'More',
    Effect: 'Allow',
    Action: ['sqs:SendMessage'],
    Resource: ['arn:aws:sqs:us-east-1:123456789012:labsecure-dev-notifications'],
  };
  expect(problemsOf(planOf([...rights, more]))).toEqual([
    'report is allowed sqs:SendMessage on queue notifications (More in module.service["report"].aws_iam_policy.service), and nothing in its code does that.',
  ]);
});

test.each([
  ['another bucket', 'arn:aws:s3:::labsecure-dev-reports/*'],
  ['every bucket', '*'],
  ['the bucket of another environment', 'arn:aws:s3:::labsecure-prod-raw/*'],
])('The right action on %s is both missing and too much', (_what, Resource) => {
  const problems = problemsOf(planOf([{ ...rights[0], Resource }, ...rights.slice(1)]));
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain('report needs s3:PutObject on objects of raw');
});

test('A key that opens by any way is not the same as one that opens through S3', () => {
  expect(problemsOf(planOf([rights[0] ?? {}, { ...rights[1], Condition: undefined }]))).toHaveLength(2);
});

test('A query of an index needs the right on that index, not on the table', () => {
  const needed = neededFor({ command: 'Query', resource: 'labs', index: 'by-client', at: 'x' });
  expect(needed.map(({ action, resource }) => `${action} on ${resource}`)).toEqual([
    'dynamodb:Query on index labs/by-client',
    'kms:Decrypt on key data through dynamodb',
  ]);
});

test('Whoever names a version needs the right to versions, too', () => {
  const rightsFor = (versioned: boolean) =>
    neededFor({ command: 'DeleteObject', resource: 'drop', versioned, at: 'x' }).map(({ action }) => action);
  expect(rightsFor(false)).toEqual(['s3:DeleteObject']);
  expect(rightsFor(true)).toEqual(['s3:DeleteObject', 's3:DeleteObjectVersion']);
});

test('What the machine does by its user data needs rights as well', () => {
  expect(problemsOf(planOf(rights, 'docker run --log-driver awslogs'))).toEqual([
    'report needs logs:CreateLogStream on machine (user data), and no policy allows it.',
    'report needs logs:PutLogEvents on machine (user data), and no policy allows it.',
  ]);
});

test('A call of the command line that is not known stops the check', () => {
  expect(() => problemsOf(planOf(rights, 'aws s3 cp a b'))).toThrow('aws s3 cp');
});

test('A command that is not known, or whose resource is not, stops the check', () => {
  expect(() => neededFor({ command: 'SelectObjectContent', resource: 'raw', at: 'x.ts:1' })).toThrow(
    'x.ts:1',
  );
  expect(() => neededFor({ command: 'GetObject', at: 'x.ts:1' })).toThrow('x.ts:1');
});

test('A plan whose policies are not known yet is refused, and so is one without services', () => {
  const unknown = planOf(rights);
  const policy = unknown.planned_values?.root_module.child_modules?.[1]?.resources?.[0];
  if (policy) policy.values = {};
  expect(() => rightsIn(unknown)).toThrow('not known before apply');
  expect(() => rightsIn({ planned_values: { root_module: {} } })).toThrow('no service');
});

test("Operators' rights are read apart from those of services", () => {
  const policy = JSON.stringify({ Statement: [{ ...rights[0], Sid: 'Labs' }] });
  const address = 'aws_iam_policy.operators';
  const plan = planOf(rights, '', [
    { address, type: 'aws_iam_policy', name: 'operators', values: { policy } },
  ]);
  expect(rightsIn(plan).operators).toEqual([
    { action: 's3:PutObject', resource: 'objects of raw', from: `Labs in ${address}` },
  ]);
  expect(problemsOf(plan)).toEqual([]);
});

test('A secret that operators put there themselves may be decrypted though no plan makes it', () => {
  const decrypt = neededByMachine('', true).filter(({ action }) => action === 'kms:Decrypt');
  expect(decrypt).toHaveLength(1);
  const asIngest = JSON.parse(JSON.stringify(planOf(rights)).replaceAll('report', 'ingest'));
  expect(rightsIn(asIngest).services[0]?.machine).toEqual(expect.arrayContaining(decrypt));
  expect(rightsIn(planOf(rights)).services[0]?.machine).not.toEqual(expect.arrayContaining(decrypt));
});
