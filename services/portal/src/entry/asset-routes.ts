import fastifyStatic from '@fastify/static';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Assets } from '../adapters/assets.ts';

const forEver = 'public, max-age=31536000, immutable';
const config = { quiet: true };

/** Stylesheet, icon and typeface. No session, no cookie; kept by browsers for ever. */
export async function registerAssets(app: HttpApp, { style, icon, fonts }: Assets): Promise<void> {
  app.get(style.url, { config }, async (_request, reply) =>
    reply.header('cache-control', forEver).type('text/css; charset=utf-8').send(style.text),
  );
  app.get(icon.url, { config }, async (_request, reply) =>
    reply.header('cache-control', forEver).type('image/svg+xml').send(icon.text),
  );
  await app.register(fastifyStatic, {
    root: fonts.folder,
    prefix: fonts.prefix,
    immutable: true,
    maxAge: '1y',
    index: false,
    wildcard: false,
  });
}
