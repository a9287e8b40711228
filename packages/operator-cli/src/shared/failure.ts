import { LabSecureError } from '@labsecure/contracts/errors';
import { SettingsError } from '@labsecure/runtime/config';
import { RefusedError, UsageError } from './errors.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

interface Failure {
  code: ExitCode;
  message: string;
}

const unreachable = /^(?:E(?:CONN|HOST|NET|PIPE|AI_AGAIN|NOTFOUND|TIMEDOUT)|UND_ERR|TimeoutError|AbortError)/;
const denied =
  /AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|CredentialsProvider|InvalidClientTokenId/;
const absent = /ResourceNotFound|NonExistentQueue|QueueDoesNotExist|NoSuchBucket/;

/** Name and code of an error and of what caused it: the SDK wraps those of the network. */
const namesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error ? [String(error.code)] : [];
  return [error.name, ...code, ...namesOf(error.cause)];
};

/** Of a fault of the program itself only where it is: its words may hold what was being read. */
const placeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'Something unknown went wrong.';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`A fault of the program itself (${error.name}).`, ...frames].join('\n');
};

/** What to say of an error, and the exit code it ends with. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof UsageError || error instanceof SettingsError)
    return { code: exitCodes.settings, message: error.message };
  if (error instanceof RefusedError) return { code: exitCodes.refused, message: error.message };
  const names = namesOf(error);
  const any = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (any(denied))
    return {
      code: exitCodes.settings,
      message: `AWS does not let you do this (${names[0]}): see your credentials.`,
    };
  if (any(absent))
    return {
      code: exitCodes.settings,
      message: `AWS has no such table or queue (${names[0]}): see RESOURCE_PREFIX and AWS_REGION.`,
    };
  if (any(unreachable) || (error instanceof LabSecureError && error.retryable))
    return {
      code: exitCodes.unreachable,
      message: 'The stores do not answer. Nothing is lost: do it again later.',
    };
  if (error instanceof LabSecureError) return { code: exitCodes.refused, message: error.message };
  return { code: exitCodes.broken, message: placeOf(error) };
};
