import { generateKeyPairSync } from 'node:crypto';

/** An RSA key pair in PEM. */
export const keyPair = (modulusLength = 3072): { publicKey: string; privateKey: string } =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
