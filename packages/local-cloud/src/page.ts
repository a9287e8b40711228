import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { escapeHtml } from './escape-html.ts';

/** The tokens and the few rules of the product's look that these pages need. */
const style = `
:root {
  --paper: #fbfaf7; --card: #ffffff; --ink: #17242e; --soft: #52616b; --line: #e2e0da; --field: #7b878e;
  --brand: #0b5563; --brand-ink: #ffffff; --brand-wash: #e6f0f1; --far: #f3cdbd; --far-ink: #9a2c12;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #10181d; --card: #18232a; --ink: #e9eef0; --soft: #a5b4bc; --line: #2b3941; --field: #73848d;
    --brand: #7cc4cf; --brand-ink: #0c1d21; --brand-wash: #17313a; --far: #57281b; --far-ink: #ffb59f;
  }
}
* { box-sizing: border-box; margin: 0 }
html { font: 400 100%/1.5 "Source Sans 3 Variable", "Source Sans 3", system-ui, sans-serif; color: var(--ink); background: var(--paper) }
body { font-size: 1.0625rem; min-height: 100vh; padding: 1rem }
a { color: var(--brand); text-underline-offset: .2em }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 2px }
main { max-width: 26rem; margin: max(1.5rem, 9vh) auto 0 }
main.wide { max-width: 46rem; margin-top: 1.5rem }
.mark { font-weight: 700; color: var(--brand); font-size: 1.25rem; letter-spacing: -.01em; margin-bottom: 1rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.5rem }
h1 { font-size: 1.6rem; line-height: 1.15; letter-spacing: -.015em; font-weight: 650 }
.lead, .small { color: var(--soft) } .small { font-size: .875rem; margin-top: 1.5rem }
label { display: block; font-weight: 600; margin: 1rem 0 .25rem }
input { font: inherit; color: inherit; width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--field); border-radius: .45rem; background: var(--paper) }
button { font: inherit; font-weight: 600; width: 100%; min-height: 2.75rem; margin-top: 1.5rem; border: 0; border-radius: .45rem; background: var(--brand); color: var(--brand-ink); cursor: pointer }
.problem { border-left: 4px solid var(--far-ink); background: var(--far); color: var(--ink); padding: .75rem 1rem; margin-top: 1rem; border-radius: 0 .6rem .6rem 0 }
.rows { list-style: none; padding: 0; margin-top: 1rem } .rows li + li { border-top: 1px solid var(--line) }
.rows a { display: block; padding: 1rem; color: inherit; text-decoration: none } .rows a:hover { background: var(--brand-wash) }
.rows b { display: block; font-weight: 600 } .rows span { color: var(--soft); font-size: .875rem }
.rows.card { padding: 0 } dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; margin: 1rem 0 } dt { color: var(--soft) }
iframe { width: 100%; height: 34rem; border: 1px solid var(--line); border-radius: .6rem; background: #ffffff } pre { white-space: pre-wrap; overflow-wrap: anywhere }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

export interface Page {
  title: string;
  /** HTML, already escaped where it has to be. */
  body: string;
  wide?: boolean;
  /** Seconds after which the page loads itself again. */
  refreshSeconds?: number;
}

const html = (page: Page): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.refreshSeconds ? `<meta http-equiv="refresh" content="${page.refreshSeconds}">` : ''}
<title>${escapeHtml(page.title)}</title>
<style>${style}</style>
</head>
<body><main${page.wide ? ' class="wide"' : ''}><p class="mark">LabSecure</p>${page.body}</main></body>
</html>`;

/**
 * Headers of every page: no script, nothing from elsewhere.
 * @param formTargets origins a form may lead to, redirects included
 */
export const pageHeaders = (formTargets: string[] = []): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "frame-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
});

export const renderPage = html;

export const sendPage = (
  response: ServerResponse,
  status: number,
  page: Page,
  formTargets?: string[],
): void => {
  response.writeHead(status, pageHeaders(formTargets)).end(html(page));
};
