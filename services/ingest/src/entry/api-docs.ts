import { randomBytes } from 'node:crypto';
import swagger from '@fastify/swagger';
import type { HttpApp } from '@labsecure/runtime/http-app';
import scalar from '@scalar/fastify-api-reference';
import { labScope } from './lab-access.ts';
import { withoutIds } from './schema-ids.ts';

const documentPath = '/api/v1/openapi.json';
const pagePath = '/api/v1/docs';

const introduction = `Laboratories send results here; patients read them in the portal.

**Signing in.** Get an access token with your client id and secret (OAuth 2.0 client credentials, scope \`${labScope}\`)
and send it as \`Authorization: Bearer ...\`. Keep it until it expires: one token serves any number of requests.

**Sending twice is safe.** The ids in the answer follow from what you send, so when you do not know whether a request
arrived, send it again unchanged: the answer is the same, and the patient sees one result. Corrections carry the same
\`accession_number\` and \`test_type\` with \`status\` \`corrected\`, in any order.

**When something is wrong** the answer is \`application/problem+json\` (RFC 9457); \`errors\` names each fault by its
place, code and what to do. Nothing is stored then. Senders of HL7 v2 and FHIR are told the same in an acknowledgement or
an OperationOutcome. After 429 and 503 wait as long as \`Retry-After\` says and send the same request again.`;

/** The API's description as OpenAPI, and a page to read it on. Routes registered after this appear in it. */
export const registerApiDocs = async (app: HttpApp): Promise<void> => {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'LabSecure for laboratories', version: '1', description: introduction },
      servers: [{ url: '/', description: 'this server' }],
      tags: [
        { name: 'Results', description: 'Send results and follow them' },
        { name: 'Files', description: 'Put files where they are taken in' },
        { name: 'Health', description: 'Whether the service can take results at the moment' },
      ],
      components: {
        securitySchemes: {
          labToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: `Access token of your client, with the scope \`${labScope}\``,
          },
        },
      },
    },
  });
  app.get(documentPath, { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(withoutIds(app.swagger())),
  );
  await app.register(docsPage);
};

/** The page brings everything along: nothing is loaded from, or sent to, any other host. */
const docsPage = async (docs: HttpApp): Promise<void> => {
  // One for the life of the process is enough: the page is the same for everyone and holds nothing anybody typed.
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  docs.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', policy);
  });
  await docs.register(scalar, {
    routePrefix: pagePath,
    configuration: {
      url: documentPath,
      pageTitle: 'LabSecure for laboratories',
      nonce,
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
      documentDownloadType: 'json',
    },
  });
};
