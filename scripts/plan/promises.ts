import { listOf, type Resource, type Statement, statementsOf } from './resources.ts';

/** Says what breaks the promise; nothing when it is kept. */
type Kept = (of: (...types: string[]) => Resource[]) => string[];

/** Actions that AWS knows no narrower resource for, so that `*` is the only one there is. */
const withoutResource = new Map([
  [/^ecr:GetAuthorizationToken$/, 'signs in to the whole registry'],
  [/^ssmmessages:(Create|Open)(Control|Data)Channel$/, 'a session has no name before it is open'],
  [/^(autoscaling|ec2|elasticloadbalancing):Describe\w*\*?$/, 'lists are of all or none'],
  [/^(cloudtrail:DescribeTrails|kms:ListAliases|ssm:DescribeParameters)$/, 'lists'],
  [/^logs:Describe(LogGroups|ResourcePolicies)$/, 'lists'],
  [/^cognito-idp:DescribeUserPoolDomain$/, 'asked for by a domain, not by a pool'],
  [/^sns:GetSubscriptionAttributes$/, 'a subscription is no resource of a policy'],
  [/^(cloudwatch:GetMetricData|events:ListRules|s3:ListAllMyBuckets|tag:GetResources)$/, 'lists'],
]);

const isEveryone = (principal: unknown): boolean =>
  principal === '*' || Object.values(principal ?? {}).some((who) => [who].flat().includes('*'));

const without = (resources: Resource[], what: string, kept: (values: Resource['values']) => unknown) =>
  resources.filter(({ values }) => !kept(values)).map(({ address }) => `${address} ${what}`);

const allowed = (policy: string): Statement[] =>
  statementsOf(policy).filter(({ Effect }) => Effect === 'Allow');

export const promises: Record<string, Kept> = {
  'no policy allows every action, or every action of a service': (of) =>
    of('aws_iam_policy').flatMap(({ address, values }) =>
      allowed(values.policy)
        .flatMap(({ Action }) => listOf(Action))
        .filter((action) => action === '*' || action.endsWith(':*'))
        .map((action) => `${address} allows ${action}`),
    ),

  'every resource is named, where AWS lets it be named': (of) =>
    of('aws_iam_policy').flatMap(({ address, values }) =>
      allowed(values.policy)
        .filter(({ Resource }) => listOf(Resource).includes('*'))
        .flatMap(({ Action }) => listOf(Action))
        .filter((action) => ![...withoutResource.keys()].some((known) => known.test(action)))
        .map((action) => `${address} allows ${action} on *`),
    ),

  'roles have no policies of their own, and share none': (of) => {
    const inline = [
      ...of('aws_iam_role_policy').map(({ address }) => `${address} is an inline policy`),
      ...without(of('aws_iam_role'), 'has an inline policy', ({ inline_policy }) => !inline_policy?.length),
    ];
    const holders = new Map<string, Set<string>>();
    for (const { values } of of('aws_iam_role_policy_attachment'))
      holders.set(values.policy_arn, (holders.get(values.policy_arn) ?? new Set()).add(values.role));
    const shared = [...holders]
      // The two roles of the pipeline look at the same things.
      .filter(([arn, roles]) => roles.size > 1 && !/-github-look/.test(arn))
      .map(([arn, roles]) => `${arn} is shared by ${[...roles].join(' and ')}`);
    return [...inline, ...shared];
  },

  'each service has a role of its own': (of) => {
    const profiles = of('aws_iam_instance_profile').map(({ values }) => values.role);
    const groups = of('aws_autoscaling_group').length;
    return new Set(profiles).size === groups && groups > 0
      ? []
      : [`${groups} services share ${new Set(profiles).size} roles`];
  },

  'the gateways let through what services may do': (of) => {
    const gateways = of('aws_vpc_endpoint').filter(({ values }) => values.vpc_endpoint_type === 'Gateway');
    return gateways.flatMap(({ address, values }) => {
      const service = values.service_name.split('.').at(-1);
      const passing = new Set(allowed(values.policy).flatMap(({ Action }) => listOf(Action)));
      return of('aws_iam_policy')
        .filter((policy) => policy.address.startsWith('module.service['))
        .flatMap((policy) => allowed(policy.values.policy).flatMap(({ Action }) => listOf(Action)))
        .filter((action) => action.startsWith(`${service}:`) && !action.includes('*'))
        .filter((action) => !passing.has(action))
        .map((action) => `${address} stops ${action}`);
    });
  },

  'buckets are shut, and speak TLS alone': (of) =>
    of('aws_s3_bucket').flatMap(({ address, values: { bucket } }) => {
      const own = (type: string) => of(type).find(({ values }) => values.bucket === bucket)?.values;
      const block = own('aws_s3_bucket_public_access_block');
      const names = [
        'block_public_acls',
        'block_public_policy',
        'ignore_public_acls',
        'restrict_public_buckets',
      ];
      const policy: string = own('aws_s3_bucket_policy')?.policy ?? '{"Statement":[]}';
      const tls = statementsOf(policy).some(
        ({ Effect, Condition }) =>
          Effect === 'Deny' && String(Condition?.Bool?.['aws:SecureTransport']) === 'false',
      );
      return [
        ...names.filter((name) => block?.[name] !== true).map((name) => `${address} lacks ${name}`),
        ...(tls ? [] : [`${address} can be reached without TLS`]),
        ...(own('aws_s3_bucket_versioning') ? [] : [`${address} keeps no versions`]),
      ];
    }),

  'no policy lets everyone in': (of) =>
    of(
      'aws_s3_bucket_policy',
      'aws_sqs_queue_policy',
      'aws_sns_topic_policy',
      'aws_ecr_repository_policy',
      'aws_kms_key',
    ).flatMap(({ address, values }) =>
      allowed(values.policy)
        .filter(({ Principal }) => isEveryone(Principal))
        .map(({ Sid }) => `${address} lets everyone in: ${Sid}`),
    ),

  'only the load balancer can be reached from everywhere': (of) =>
    of('aws_vpc_security_group_ingress_rule', 'aws_security_group_rule')
      .filter(({ values }) => values.cidr_ipv4 === '0.0.0.0/0' || values.cidr_ipv6 === '::/0')
      .filter(
        ({ address, values }) =>
          !(address.startsWith('module.edge.') && [80, 443].includes(values.from_port)) ||
          values.from_port !== values.to_port,
      )
      .map(({ address }) => `${address} is open to everyone`),

  'instances stand in private subnets': (of) => {
    const routesOut = new Set(
      of('aws_route')
        .filter(({ values }) => String(values.gateway_id).startsWith('igw-'))
        .map(({ values }) => values.route_table_id),
    );
    const open = new Set(
      of('aws_route_table_association')
        .filter(({ values }) => routesOut.has(values.route_table_id))
        .map(({ values }) => values.subnet_id),
    );
    if (open.size === 0) return ['there is no public subnet: this check has lost its way'];
    return [
      ...without(of('aws_subnet'), 'gives out public addresses', (values) => !values.map_public_ip_on_launch),
      ...without(
        of('aws_autoscaling_group'),
        'stands in a public subnet',
        ({ vpc_zone_identifier: subnets }) =>
          subnets.length >= 2 && !subnets.some((subnet: string) => open.has(subnet)),
      ),
    ];
  },

  'machines keep their credentials and disks to themselves': (of) =>
    of('aws_launch_template').flatMap((template) => [
      ...without(
        [template],
        'answers without a token',
        ({ metadata_options: [options] }) => options?.http_tokens === 'required',
      ),
      ...without(
        [template],
        'has a disk without our key',
        ({ block_device_mappings: disks }) =>
          disks.length > 0 &&
          disks.every(
            // biome-ignore lint/suspicious/noExplicitAny: as in the plan
            ({ ebs }: any) => String(ebs[0].encrypted) === 'true' && ebs[0].kms_key_id,
          ),
      ),
      ...without(
        [template],
        'asks for a public address',
        ({ network_interfaces: nets }) =>
          nets.length > 0 &&
          // biome-ignore lint/suspicious/noExplicitAny: as in the plan
          nets.every((net: any) => String(net.associate_public_ip_address) === 'false'),
      ),
    ]),

  'everything at rest is under a key of ours': (of) => {
    const ours = new Set(of('aws_kms_key').map(({ values }) => values.arn));
    const under = (type: string, key: (values: Resource['values']) => unknown) =>
      without(of(type), 'is under no key of ours', (values) => ours.has(key(values)));
    return [
      ...under('aws_sqs_queue', (values) => values.kms_master_key_id),
      ...under('aws_sns_topic', (values) => values.kms_master_key_id),
      ...under('aws_dynamodb_table', (values) => values.server_side_encryption[0]?.kms_key_arn),
      ...under('aws_cloudwatch_log_group', (values) => values.kms_key_id),
      ...under('aws_ecr_repository', (values) => values.encryption_configuration[0]?.kms_key),
      ...under('aws_backup_vault', (values) => values.kms_key_arn),
      ...under('aws_cloudtrail', (values) => values.kms_key_id),
      ...without(
        of('aws_ssm_parameter'),
        'is a secret under no key of ours',
        (values) => values.type !== 'SecureString' || ours.has(values.key_id),
      ),
      ...without(
        of('aws_s3_bucket_server_side_encryption_configuration'),
        'is under no key of ours',
        // Logs of the load balancer and of S3 itself: these two can use no other key than S3's own.
        (values) =>
          values.bucket.endsWith('-logs') ||
          ours.has(values.rule[0]?.apply_server_side_encryption_by_default[0]?.kms_master_key_id),
      ),
      ...without(of('aws_kms_key'), 'is never turned over', (values) => values.enable_key_rotation),
    ];
  },

  'logs are kept for a year': (of) =>
    without(
      of('aws_cloudwatch_log_group'),
      'is not kept for a year',
      (values) => values.retention_in_days >= 365,
    ),
};
