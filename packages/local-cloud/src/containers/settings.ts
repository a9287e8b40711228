/**
 * What a container was given, by name.
 * @param wanted what each variable is, in words
 * @throws Error with one sentence for each variable that is missing
 */
export const settingsFrom = <Name extends string>(wanted: Record<Name, string>): Record<Name, string> => {
  const given: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, meaning] of Object.entries(wanted)) {
    const value = process.env[name]?.trim();
    if (value) given[name] = value;
    else missing.push(`${name} is missing: ${meaning}.`);
  }
  if (missing.length > 0) throw new Error(missing.join(' '));
  return given as Record<Name, string>;
};

/** Where LocalStack is, and how a call to it is signed. */
export const awsSettings = {
  AWS_REGION: 'region of all resources',
  AWS_ACCESS_KEY_ID: 'LocalStack takes any',
  AWS_SECRET_ACCESS_KEY: 'LocalStack takes any',
  AWS_ENDPOINT_URL_S3: 'address of S3',
  AWS_ENDPOINT_URL_SQS: 'address of SQS',
  AWS_ENDPOINT_URL_DYNAMODB: 'address of DynamoDB',
  RESOURCE_PREFIX: 'what every resource name begins with',
};

/** Where a container listens. */
export const listenSettings = { HOST: 'address to listen on', PORT: 'port to listen on' };
