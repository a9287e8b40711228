import { randomUUID } from 'node:crypto';
import { isSealedName, type UploadAddress } from '@labsecure/contracts/api';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { Lab } from '@labsecure/contracts/labs';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import { isStreamed, largestBody, largestReport } from '../limits.ts';
import { largestSealed } from './take-results.ts';

/** An address to PUT so many bytes at that path of the drop bucket. */
export type SignUpload = (
  path: string,
  size: number,
) => Promise<Pick<UploadAddress, 'url' | 'headers' | 'expires_at'>>;

/** What is in a sealed file, or one whose name says nothing, is seen when it is taken in. */
const limitFor = (name: string): number => {
  if (isSealedName(name)) return largestSealed;
  const type = mediaTypeOf(name, new Uint8Array());
  return type === undefined || isStreamed(type) ? largestBody : largestReport;
};

/**
 * Where a lab may put a file, so that it is taken in. Each address is of a place of its own: a file of the same name put
 * before is not touched.
 * @throws LabSecureError 413 when it would not be taken
 */
export const createGiveUploadAddress =
  (sign: SignUpload) =>
  async (lab: Lab, { file_name, size }: { file_name: string; size: number }): Promise<UploadAddress> => {
    const limit = limitFor(file_name);
    if (size > limit) {
      const message = `A file may have at most ${limit} bytes.`;
      throw new LabSecureError(message, { code: 'E_TOO_LARGE', status: 413, retryable: false });
    }
    const path = `incoming/${lab.lab_id}/${randomUUID()}/${file_name}`;
    return { ...(await sign(path, size)), method: 'PUT', path };
  };
