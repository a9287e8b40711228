import type { KoaContextWithOIDC } from 'oidc-provider';
import { escapeHtml } from '../escape-html.ts';
import { type Page, pageHeaders, renderPage } from '../page.ts';

export const loginPage = (form: { action: string; username?: string; problem?: string }): Page => ({
  title: form.problem ? 'Problem: Sign in - LabSecure' : 'Sign in - LabSecure',
  body: `
<div class="card">
  <h1>Sign in</h1>
  <p class="lead">to read your laboratory results</p>
  ${form.problem ? `<p class="problem" id="problem" role="alert">${escapeHtml(form.problem)}</p>` : ''}
  <form method="post" action="${escapeHtml(form.action)}">
    <label for="username">User name or e-mail</label>
    <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required
      value="${escapeHtml(form.username ?? '')}"${form.problem ? ' aria-describedby="problem"' : ' autofocus'}>
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required
      ${form.problem ? 'aria-describedby="problem" autofocus' : ''}>
    <button type="submit">Sign in</button>
  </form>
</div>
<p class="small">This is the login of a LabSecure that runs on this machine. Its people are made up.</p>`,
});

export const problemPage = (sentence: string, back?: string): Page => ({
  title: 'Sign in - LabSecure',
  body: `
<div class="card">
  <h1>This did not work</h1>
  <p class="problem">${escapeHtml(sentence)}</p>
  ${back ? `<p class="small"><a href="${escapeHtml(back)}">Go back to LabSecure</a></p>` : ''}
</div>`,
});

/** What oidc-provider shows when it cannot send the person back where they came from. */
export const renderProblem = (
  ctx: KoaContextWithOIDC,
  out: { error: string; error_description?: string },
): void => {
  ctx.set(pageHeaders());
  ctx.body = renderPage(problemPage(out.error_description ?? out.error));
};
