import type { Permission } from './permissions.ts';

/** What in the user data stands for which actions of the machine itself. */
const signs: [RegExp, string[]][] = [
  [/aws ssm get-parameters-by-path/, ['ssm:GetParametersByPath']],
  [/aws ecr get-login-password/, ['ecr:GetAuthorizationToken']],
  [/docker pull/, ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']],
  [/--log-driver awslogs/, ['logs:CreateLogStream', 'logs:PutLogEvents']],
  [/aws autoscaling complete-lifecycle-action/, ['autoscaling:CompleteLifecycleAction']],
  [/aws autoscaling set-instance-health/, ['autoscaling:SetInstanceHealth']],
];
const knownCommands =
  /aws (?:ssm get-parameters-by-path|ecr get-login-password|autoscaling (?:complete-lifecycle-action|set-instance-health))\b/;

/** Session Manager's agent is part of the machine image. */
const sessionManager = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** Secrets that no plan makes, by service: terraform/scripts/sealing-key.sh. */
export const madeByOperators = new Map([['ingest', 'SEALING_KEY']]);

/**
 * What a machine does itself, read from its user data.
 * @throws Error for a call of the AWS command line that is not known here
 */
export const neededByMachine = (userData: string, hasSecrets: boolean): Permission[] => {
  for (const [command] of userData.matchAll(/\baws [a-z0-9-]+ [a-z0-9-]+/g))
    if (!knownCommands.test(command))
      throw new Error(
        `What "${command}" in the user data needs is not known; add it to scripts/iam/machine.ts.`,
      );
  const actions = [
    ...signs.flatMap(([sign, needed]) => (sign.test(userData) ? needed : [])),
    ...sessionManager,
  ];
  return [
    ...actions.map((action) => ({ action, resource: 'machine', from: 'user data' })),
    ...(hasSecrets
      ? [{ action: 'kms:Decrypt', resource: 'key data through ssm', from: 'secret settings' }]
      : []),
  ];
};
