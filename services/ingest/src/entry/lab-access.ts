import rateLimit from '@fastify/rate-limit';
import { ForbiddenError, LabSecureError, UnauthorizedError } from '@labsecure/contracts/errors';
import type { Lab } from '@labsecure/contracts/labs';
import { requireScope } from '@labsecure/runtime/auth';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const labScope = 'labsecure/results.write';

declare module 'fastify' {
  interface FastifyRequest {
    /** The lab that makes this request; set by `asLab`. */
    lab: Lab | undefined;
  }
}

export interface LabAccessDeps {
  labOfClient: (clientId: string) => Promise<Lab | undefined>;
  /** Requests a lab may make of this process in a minute. */
  rateLimitPerMinute: number;
}

/** Tokens that are refused, an address and minute; beyond it the refusal says "slow down" instead. */
const refusalsPerMinute = 120;
const minute = 60_000;

/**
 * Adds `asLab` to the app: the guard of everything a lab does. Who it is comes from its token and the registry, how
 * much it may do is counted by its client: labs share addresses, and one behind a proxy must not starve another.
 */
export const registerLabAccess = async (app: HttpApp, deps: LabAccessDeps): Promise<void> => {
  await app.register(rateLimit, { global: false });
  const countOf = app.createRateLimit({
    max: deps.rateLimitPerMinute,
    timeWindow: minute,
    keyGenerator: (request) => request.identity.client_id,
  });
  const refusalsOf = app.createRateLimit({ max: refusalsPerMinute, timeWindow: minute });
  const authenticate = requireScope(labScope);

  const identify = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      await authenticate(request, reply);
    } catch (error) {
      if (error instanceof UnauthorizedError) refuseBeyond(await refusalsOf(request));
      throw error;
    }
  };

  app.decorateRequest('lab', undefined);
  app.decorate('asLab', async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await identify(request, reply);
    refuseBeyond(await countOf(request));
    const lab = await deps.labOfClient(request.identity.client_id);
    if (!lab?.active) throw new ForbiddenError('This client does not submit for any active laboratory.');
    request.lab = lab;
  });
};

declare module 'fastify' {
  interface FastifyInstance {
    /** Lets in an active lab, at the pace it may have. Use as `onRequest`. */
    asLab: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  }
}

type Count = Awaited<ReturnType<ReturnType<HttpApp['createRateLimit']>>>;

const refuseBeyond = (count: Count): void => {
  if (count.isAllowed || !count.isExceeded) return;
  throw new LabSecureError('Too many requests; wait as long as Retry-After says, then go on.', {
    code: 'E_TOO_MANY',
    status: 429,
    retryable: true,
    retryAfterSeconds: Math.max(1, count.ttlInSeconds),
  });
};

/** @throws ForbiddenError on a route without `asLab`: nobody is let in by mistake */
export const labOf = ({ lab }: FastifyRequest): Lab => {
  if (lab === undefined) throw new ForbiddenError('This is for laboratories.');
  return lab;
};
