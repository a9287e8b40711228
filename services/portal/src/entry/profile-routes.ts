import type { HttpApp } from '@labsecure/runtime/http-app';
import { Type } from 'typebox';
import type { ProfileView } from '../domain/profile-view.ts';
import type { Reader } from '../domain/reader.ts';
import { profilePage } from '../pages/profile-page.ts';
import { type Framing, sendPage } from './framing.ts';
import { type Guard, readerOf } from './guard.ts';

export interface ProfileDeps {
  guard: Guard;
  frameOf: Framing;
  openProfile: (reader: Reader, saved: boolean) => Promise<ProfileView>;
  switchEmail: (reader: Reader, on: boolean) => Promise<void>;
}

const Query = Type.Object({ saved: Type.Optional(Type.String()) });
const Form = Type.Object({ email: Type.Enum(['on', 'off']) });

/** What we hold about the reader, and the one thing they can change. */
export function registerProfile(
  app: HttpApp,
  { guard, frameOf, openProfile, switchEmail }: ProfileDeps,
): void {
  app.get('/profile', { preValidation: guard, schema: { querystring: Query } }, async (request, reply) => {
    const view = await openProfile(readerOf(request), request.query.saved !== undefined);
    return sendPage(reply, profilePage(frameOf(request, reply), view));
  });

  app.post(
    '/profile/notifications',
    { preValidation: [guard, app.csrfProtection], schema: { body: Form } },
    async (request, reply) => {
      await switchEmail(readerOf(request), request.body.email === 'on');
      return reply.redirect('/profile?saved', 303);
    },
  );
}
