import { html } from 'ghtml';

/** The colours of the portal. Inline for the many programs that know nothing else, and as a style for those that do dark. */
export const palette = {
  paper: '#fbfaf7',
  card: '#ffffff',
  ink: '#17242e',
  soft: '#52616b',
  line: '#e2e0da',
  brand: '#0b5563',
};

const family = "font-family:'Source Sans 3','Source Sans Pro','Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
  .paper { background: #10181d !important } .card { background: #18232a !important; border-color: #2b3941 !important }
  .ink { color: #e9eef0 !important } .soft, .soft a { color: #a5b4bc !important } .mark { color: #7cc4cf !important }
  .button { background: #7cc4cf !important; color: #0c1d21 !important }
}`;

export const paragraph = (words: string): string =>
  html`<p class="ink" style="margin:0 0 16px;color:${palette.ink};font-size:17px;line-height:1.5">${words}</p>`;

/** A link that looks like a button, in a table, since that is what every program draws alike. */
export const button = (words: string, href: string): string =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr><td class="button" style="background:${palette.brand};border-radius:7px"><a class="button" href="${href}" style="display:inline-block;padding:13px 22px;color:#ffffff;background:${palette.brand};border-radius:7px;font-size:17px;font-weight:600;text-decoration:none">${words}</a></td></tr></table>`;

/** Names and what they name, one beneath the other. */
export const facts = (all: [name: string, value: string][]): string =>
  all
    .map(
      ([name, value]) =>
        html`<p style="margin:0 0 12px;font-size:17px;line-height:1.4"><span class="soft" style="color:${palette.soft};font-size:14px">${name}</span><br><span class="ink" style="color:${palette.ink};font-weight:600;word-break:break-word">${value}</span></p>`,
    )
    .join('');

/** The same for the e-mail without HTML. */
export const factLines = (all: [name: string, value: string][]): string =>
  all.map(([name, value]) => `${name}: ${value}`).join('\n');

export interface Page {
  title: string;
  /** What a list of e-mails shows beside the subject. */
  preview: string;
  /** HTML, made with the functions here. */
  body: string;
  /** HTML beneath the card. */
  foot: string;
}

/** The e-mail around what it says: mark, one card, small print. No picture and no address is fetched when it is opened. */
export const frame = ({ title, preview, body, foot }: Page): string => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${title}</title><style>!${dark}</style></head>
<body class="paper" style="margin:0;padding:0;background:${palette.paper};!${family}">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${preview}</div>
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${palette.paper}"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td class="mark" style="padding:0 4px 16px;color:${palette.brand};font-size:20px;font-weight:700;!${family}">LabSecure</td></tr>
<tr><td class="card" style="padding:28px 28px 12px;background:${palette.card};border:1px solid ${palette.line};border-radius:10px;!${family}">
<h1 class="ink" style="margin:0 0 12px;color:${palette.ink};font-size:26px;line-height:1.2;font-weight:650">${title}</h1>
!${body}</td></tr>
<tr><td class="soft" style="padding:18px 4px 0;color:${palette.soft};font-size:14px;line-height:1.5;!${family}">!${foot}</td></tr>
</table></td></tr></table></body></html>`;
