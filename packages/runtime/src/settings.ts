import { Type } from 'typebox';

/** A setting that holds an http(s) address. */
export const address = (description: string) =>
  Type.String({ pattern: '^https?://[^\\s/]+', title: 'an http(s) address', description });

/** Spread these into the one schema of a service: `Type.Object({ ...HttpSettings, ...AwsSettings, MAIL_FROM: ... })`. */
export const HttpSettings = {
  HOST: Type.String({ default: '127.0.0.1', description: 'address to listen on' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65535, description: 'port to listen on; 0 takes any free one' }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'least severe level that is logged',
  }),
};

export const AwsSettings = {
  AWS_REGION: Type.String({ description: 'region of all resources' }),
  RESOURCE_PREFIX: Type.String({ description: 'what every resource name of this environment begins with' }),
  AWS_ENDPOINT_URL_S3: Type.Optional(address('S3, when it is not AWS itself')),
  AWS_ENDPOINT_URL_SQS: Type.Optional(address('SQS, when it is not AWS itself')),
  AWS_ENDPOINT_URL_DYNAMODB: Type.Optional(address('DynamoDB, when it is not AWS itself')),
  AWS_ENDPOINT_URL_SES: Type.Optional(address('SES, when it is not AWS itself')),
  AWS_ACCESS_KEY_ID: Type.Optional(
    Type.String({ description: 'only where there is no role to take credentials from' }),
  ),
  AWS_SECRET_ACCESS_KEY: Type.Optional(Type.String({ description: 'belongs to AWS_ACCESS_KEY_ID' })),
  AWS_SESSION_TOKEN: Type.Optional(
    Type.String({ description: 'belongs to AWS_ACCESS_KEY_ID, when it is temporary' }),
  ),
};

export const AuthSettings = {
  OIDC_ISSUER: address("address of the login's issuer"),
  OIDC_JWKS_URI: address("address of the login's public keys"),
};
