import {
  AlgorithmSuiteIdentifier,
  CommitmentPolicy,
  type EncryptionContext,
} from '@aws-crypto/material-management-node';

/**
 * AES-256-GCM under a key derived for each file, with key commitment: a file opens to one content and no other. Without a
 * signature, since its key would travel in the file and prove nothing: who sent a file is known by the path it lies under and
 * the token that gave the path, and a signature is checked at the end, after all of a stream has been read.
 */
export const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;

/** No file without commitment is made or opened, and the data key is wrapped once. */
export const clientOptions = {
  commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
  maxEncryptedDataKeys: 1,
};

/** Bytes that are authenticated at once: what is in memory while a file is opened. */
export const frameLength = 64 * 1024;

/** How the keys are called in a file: this, and the fingerprint of the public key. */
export const keyNamespace = 'labsecure';

/** For the wrapping of the data key by RSA-OAEP, and for its MGF1. */
export const oaepHash = 'sha256';

/** What is authenticated with the content, in clear: what the file is for, and whose it is. */
export const contextFor = (lab_id: string): EncryptionContext => ({
  purpose: 'labsecure-lab-results',
  lab_id,
});
