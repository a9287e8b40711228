import { html } from 'ghtml';
import type { Frame } from './frame.ts';
import { mark, page } from './layout.ts';

/** Why someone stands before the door. */
export type LoginReason = 'signed-out' | 'ended' | 'failed';

const reasons: Record<LoginReason, string> = {
  'signed-out': 'You are signed out.',
  ended:
    'You were signed out after 15 minutes without activity, so that nobody else can read your results here.',
  failed: 'The sign-in was not completed. Please try again.',
};

/**
 * The door.
 * @param next where to go after signing in: a path of this site
 */
export const loginPage = (frame: Frame, next: string, reason?: LoginReason): string => {
  const why = reason === undefined ? '' : `<p class="notice" role="status">${reasons[reason]}</p>`;
  const body = html`<div class="card one">!${mark()}
<h1>Your lab results, safely</h1><p class="lead">Sign in to read what your laboratories released for you.</p>!${why}
<form method="get" action="/auth/start"><input type="hidden" name="next" value="${next}"><button class="button wide" type="submit">Sign in</button></form>
<p class="fine">On a shared computer, sign out when you are done.</p></div>`;
  return page(frame, { title: 'Sign in', body });
};
