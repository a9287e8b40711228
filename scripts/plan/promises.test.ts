import { expect, test } from 'vitest';
import { promises } from './promises.ts';
import type { Resource } from './resources.ts';

const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
const policy = (...Statement: object[]) => JSON.stringify({ Statement });
const allow = (Action: string, on = 'arn:aws:s3:::labsecure-dev-raw') =>
  policy({ Effect: 'Allow', Action, Resource: on });
const tlsOnly = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** A whole, small and in order; each test breaks one thing in it. */
const sound = () => ({
  key: { type: 'aws_kms_key', arn: key, enable_key_rotation: true, policy: policy() },
  bucket: { type: 'aws_s3_bucket', bucket: 'raw' },
  block: {
    type: 'aws_s3_bucket_public_access_block',
    bucket: 'raw',
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
  bucketPolicy: { type: 'aws_s3_bucket_policy', bucket: 'raw', policy: policy(tlsOnly) },
  versions: { type: 'aws_s3_bucket_versioning', bucket: 'raw' },
  encryption: {
    type: 'aws_s3_bucket_server_side_encryption_configuration',
    bucket: 'raw',
    rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: key }] }],
  },
  queue: { type: 'aws_sqs_queue', kms_master_key_id: key },
  queuePolicy: { type: 'aws_sqs_queue_policy', policy: policy() },
  topic: { type: 'aws_sns_topic', kms_master_key_id: key },
  table: { type: 'aws_dynamodb_table', server_side_encryption: [{ kms_key_arn: key }] },
  log: { type: 'aws_cloudwatch_log_group', kms_key_id: key, retention_in_days: 365 },
  secret: { type: 'aws_ssm_parameter', type_of: 'secret', key_id: key },
  role: { type: 'aws_iam_role', inline_policy: [] },
  profile: { type: 'aws_iam_instance_profile', role: 'ingest' },
  otherProfile: { type: 'aws_iam_instance_profile', role: 'portal' },
  rights: { type: 'aws_iam_policy', address: 'module.service["ingest"].x', policy: allow('s3:PutObject') },
  gateway: {
    type: 'aws_vpc_endpoint',
    vpc_endpoint_type: 'Gateway',
    service_name: 'com.amazonaws.us-east-1.s3',
    policy: allow('s3:PutObject'),
  },
  held: { type: 'aws_iam_role_policy_attachment', role: 'ingest', policy_arn: 'p1' },
  otherHeld: { type: 'aws_iam_role_policy_attachment', role: 'portal', policy_arn: 'p2' },
  door: {
    type: 'aws_vpc_security_group_ingress_rule',
    address: 'module.edge.rule',
    cidr_ipv4: '0.0.0.0/0',
    from_port: 443,
    to_port: 443,
  },
  wayOut: { type: 'aws_route', gateway_id: 'igw-1', route_table_id: 'public' },
  publicSubnet: { type: 'aws_route_table_association', route_table_id: 'public', subnet_id: 's0' },
  subnet: { type: 'aws_subnet', map_public_ip_on_launch: false },
  group: { type: 'aws_autoscaling_group', vpc_zone_identifier: ['s1', 's2'] },
  otherGroup: { type: 'aws_autoscaling_group', vpc_zone_identifier: ['s1', 's2'] },
  template: {
    type: 'aws_launch_template',
    metadata_options: [{ http_tokens: 'required' }],
    block_device_mappings: [{ ebs: [{ encrypted: 'true', kms_key_id: key }] }],
    network_interfaces: [{ associate_public_ip_address: 'false' }],
  },
});

type Part = keyof ReturnType<typeof sound>;

const brokenBy = (part?: Part, change: object = {}): string[] => {
  const parts = { ...sound(), ...(part && { [part]: { ...sound()[part], ...change } }) };
  const resources = Object.entries(parts).map(([name, { type, ...values }]): Resource => {
    // A parameter's own `type` would hide the resource's.
    const { type_of, address, ...rest } = values as Record<string, unknown>;
    return {
      type,
      address: typeof address === 'string' ? address : name,
      values: { ...rest, ...(type_of === 'secret' && { type: 'SecureString' }) },
    };
  });
  const of = (...types: string[]) => resources.filter(({ type }) => types.includes(type));
  return Object.entries(promises).flatMap(([promise, problemsOf]) =>
    problemsOf(of).length > 0 ? [promise] : [],
  );
};

test('a whole in order keeps every promise', () => {
  expect(brokenBy()).toEqual([]);
});

test.each<[string, Part, object]>([
  ['no policy allows every action', 'rights', { policy: allow('s3:*') }],
  ['no policy allows every action', 'rights', { policy: allow('*') }],
  ['every resource is named', 'rights', { policy: allow('s3:PutObject', '*') }],
  ['roles have no policies of their own', 'role', { inline_policy: [{ policy: allow('s3:PutObject') }] }],
  ['roles have no policies of their own', 'role', { type: 'aws_iam_role_policy' }],
  ['roles have no policies of their own', 'otherHeld', { policy_arn: 'p1' }],
  ['each service has a role of its own', 'otherProfile', { role: 'ingest' }],
  ['the gateways let through', 'rights', { policy: allow('s3:DeleteObjectVersion') }],
  ['the gateways let through', 'gateway', { policy: allow('s3:GetObject') }],
  ['buckets are shut', 'block', { block_public_policy: false }],
  ['buckets are shut', 'block', { bucket: 'another' }],
  ['buckets are shut', 'bucketPolicy', { policy: policy() }],
  ['buckets are shut', 'versions', { bucket: 'another' }],
  ['no policy lets everyone in', 'queuePolicy', { policy: policy({ Effect: 'Allow', Principal: '*' }) }],
  ['no policy lets everyone in', 'key', { policy: policy({ Effect: 'Allow', Principal: { AWS: ['*'] } }) }],
  ['only the load balancer', 'door', { from_port: 22, to_port: 22 }],
  ['only the load balancer', 'door', { address: 'module.service["ingest"].rule' }],
  ['only the load balancer', 'door', { to_port: 65535 }],
  ['instances stand in private subnets', 'group', { vpc_zone_identifier: ['s0', 's1'] }],
  ['instances stand in private subnets', 'group', { vpc_zone_identifier: ['s1'] }],
  ['instances stand in private subnets', 'subnet', { map_public_ip_on_launch: true }],
  ['instances stand in private subnets', 'wayOut', { gateway_id: 'nat-1' }],
  ['machines keep', 'template', { metadata_options: [{ http_tokens: 'optional' }] }],
  ['machines keep', 'template', { block_device_mappings: [{ ebs: [{ encrypted: 'true' }] }] }],
  ['machines keep', 'template', { network_interfaces: [{ associate_public_ip_address: 'true' }] }],
  ['everything at rest', 'queue', { kms_master_key_id: 'alias/aws/sqs' }],
  ['everything at rest', 'topic', { kms_master_key_id: '' }],
  ['everything at rest', 'table', { server_side_encryption: [] }],
  ['everything at rest', 'log', { kms_key_id: null }],
  ['everything at rest', 'secret', { key_id: 'alias/aws/ssm' }],
  ['everything at rest', 'encryption', { rule: [{ apply_server_side_encryption_by_default: [{}] }] }],
  ['everything at rest', 'key', { enable_key_rotation: false }],
  ['logs are kept for a year', 'log', { retention_in_days: 30 }],
])('%s: broken by %s %j', (promise, part, change) => {
  const broken = brokenBy(part, change);

  expect(broken).toHaveLength(1);
  expect(broken[0]).toContain(promise);
});
