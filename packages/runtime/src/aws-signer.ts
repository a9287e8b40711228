import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { getCanonicalHeaders, prepareRequest, SignatureV4Base } from '@smithy/signature-v4';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  HttpRequest,
  Provider,
  RequestSigner,
  RequestSigningArguments,
} from '@smithy/types';

export interface SignerOptions {
  /** Name the service signs with: `s3`, `sqs`, `dynamodb`, `ses`. */
  service: string;
  region: string | Provider<string>;
  credentials: AwsCredentialIdentityProvider;
}

const hmac = (key: string | KeyObject, data: string): KeyObject =>
  createSecretKey(createHmac('sha256', key).update(data).digest());

const isBytes = (body: unknown): body is string | Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array;

/**
 * Signature version 4 on the official base, which writes the canonical request. What is ours: one signer for the life of
 * a client instead of one per request, and the day's signing key derived once a day instead of on each request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
class DayKeySigner extends SignatureV4Base implements RequestSigner {
  #derived: { from: AwsCredentialIdentity; scope: string; key: KeyObject } | undefined;

  constructor({ service, region, credentials }: SignerOptions) {
    // S3 alone signs the path as it is and wants the body's hash as a header.
    const isS3 = service === 's3';
    super({ service, region, credentials, sha256: Sha256, uriEscapePath: !isS3, applyChecksum: isS3 });
  }

  async sign(toSign: HttpRequest, options: RequestSigningArguments = {}): Promise<HttpRequest> {
    const credentials = await this.credentialProvider();
    this.validateResolvedCredentials(credentials);
    const region = options.signingRegion ?? (await this.regionProvider());
    const request = prepareRequest(toSign);
    const { longDate, shortDate } = this.formatDate(options.signingDate ?? new Date());
    const scope = `${shortDate}/${region}/${options.signingService ?? this.service}/aws4_request`;

    request.headers['x-amz-date'] = longDate;
    if (credentials.sessionToken) request.headers['x-amz-security-token'] = credentials.sessionToken;
    const payloadHash = payloadHashOf(request);
    if (this.applyChecksum) request.headers['x-amz-content-sha256'] ??= payloadHash;

    const headers = getCanonicalHeaders(request, options.unsignableHeaders, options.signableHeaders);
    const canonical = this.createCanonicalRequest(request, headers, payloadHash);
    const stringToSign = `AWS4-HMAC-SHA256\n${longDate}\n${scope}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', this.#keyOf(credentials, scope))
      .update(stringToSign)
      .digest('hex');
    request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${this.getCanonicalHeaderList(headers)}, Signature=${signature}`;
    return request;
  }

  #keyOf(from: AwsCredentialIdentity, scope: string): KeyObject {
    if (this.#derived?.from.secretAccessKey !== from.secretAccessKey || this.#derived.scope !== scope) {
      const key = scope.split('/').reduce<string | KeyObject>(hmac, `AWS4${from.secretAccessKey}`);
      if (typeof key === 'string') throw new TypeError('A signing scope is never empty.');
      this.#derived = { from, scope, key };
    }
    return this.#derived.key;
  }
}

function payloadHashOf({ headers, body }: HttpRequest): string {
  const given = headers['x-amz-content-sha256'];
  if (given !== undefined) return given;
  if (body === undefined || body === null) return hash('sha256', '');
  return isBytes(body) ? hash('sha256', body) : 'UNSIGNED-PAYLOAD';
}

/** A signer for one client; the SDK by itself builds one per request. */
export const createSigner = (options: SignerOptions): RequestSigner => new DayKeySigner(options);
