import { html } from 'ghtml';
import type { Frame, Viewer } from './frame.ts';

const shield = `<svg width="22" height="26" viewBox="0 0 22 26" aria-hidden="true"><path fill="currentColor" d="M11 0 1 4v8c0 7 4.300 11.500 10 14 5.700-2.500 10-7 10-14V4zm-1.600 18.200-4.600-4.600 1.800-1.800 2.800 2.800 6-6 1.800 1.800z"/></svg>`;

/** The name and sign of the product; a link once there is somewhere to go. */
export const mark = (href?: string): string =>
  href === undefined
    ? `<span class="mark">${shield}LabSecure</span>`
    : `<a class="mark" href="${href}">${shield}LabSecure</a>`;

type Place = 'results' | 'profile';

const link = (href: string, text: string, here: boolean): string =>
  `<li><a${here ? ' aria-current="page"' : ''} href="${href}">${text}</a></li>`;

const head = (
  viewer: Viewer,
  place: Place | undefined,
): string => html`<header class="top"><div class="wrap">!${mark('/dashboard')}
<nav aria-label="Main"><ul>!${link('/dashboard', 'Results', place === 'results')}!${link('/profile', 'Profile', place === 'profile')}</ul></nav>
<div class="who"><span class="name">${viewer.name}</span><form method="post" action="/logout"><input type="hidden" name="_csrf" value="${viewer.csrf}"><button class="plain" type="submit">Sign out</button></form></div>
</div></header>`;

const foot =
  '<footer class="foot"><div class="wrap">Results appear as the laboratory released them. For your safety you are signed out after 15 minutes without activity.</div></footer>';

export interface Content {
  title: string;
  place?: Place | undefined;
  /** HTML, every value in it escaped already. */
  body: string;
}

/** A whole page. The only place that knows how one begins and ends. */
export const page = ({ assets, viewer }: Frame, { title, place, body }: Content): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · LabSecure</title><link rel="icon" type="image/svg+xml" href="${assets.icon}"><link rel="preload" as="font" type="font/woff2" crossorigin href="${assets.font}"><link rel="stylesheet" href="${assets.style}"></head>
<body><a class="skip" href="#content">Skip to the content</a>
!${viewer ? head(viewer, place) : ''}<main id="content" tabindex="-1"><div class="wrap">
!${body}
</div></main>!${viewer ? foot : ''}</body></html>`;
