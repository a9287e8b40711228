import { fileURLToPath } from 'node:url';
import { startLocalCloud } from '@labsecure/local-cloud/cloud';
import { clientToken } from '@labsecure/local-cloud/tokens';
import { startInstantAws } from '@labsecure/testing/instant-aws';
import { type MeasuredProcess, startMeasured } from '@labsecure/testing/measured-process';

const server = fileURLToPath(new URL('./server.ts', import.meta.url));

/** A lab that may send, a login that knows it, and an AWS that answers at once. */
export const startBenchWorld = async () => {
  const cloud = await startLocalCloud();
  const aws = await startInstantAws({
    queryItems: [{ lab_id: { S: 'LAB001' }, client_id: { S: 'lab001-client' } }],
    item: {
      lab_id: { S: 'LAB001' },
      name: { S: 'Quest Diagnostics' },
      client_id: { S: 'lab001-client' },
      time_zone: { S: 'America/New_York' },
      active: { BOOL: true },
    },
  });
  return {
    authorization: `Bearer ${await clientToken(cloud, 'LAB001')}`,
    /** @param way `ours`, or `plain` for the SDK as it comes. It is ready with its port. */
    startServer: (way: string): Promise<MeasuredProcess> =>
      startMeasured(server, [way, aws.url, cloud.env.OIDC_ISSUER ?? '', cloud.env.OIDC_JWKS_URI ?? '']),
    stop: async (): Promise<void> => {
      aws.stop();
      await cloud.close();
    },
  };
};
