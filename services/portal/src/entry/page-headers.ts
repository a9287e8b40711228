import type { HttpApp, HttpAppOptions } from '@labsecure/runtime/http-app';

/** Where a form of ours may end up, besides here. */
export interface PageOrigins {
  login: string;
  documents: string;
}

/** Nothing but our own style, typeface and pictures; no script at all. */
export const pageHelmet = ({ login, documents }: PageOrigins): HttpAppOptions['helmet'] => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'"],
      // Browsers hold the whole way of a form against this list, redirects included.
      formAction: ["'self'", login, documents],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
});

/** Pages hold one person's data: no cache keeps them, the browser's own included. */
export function registerPageHeaders(app: HttpApp): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
