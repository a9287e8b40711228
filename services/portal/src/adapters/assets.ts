import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const typeface = dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/source-sans-3')));
const own = join(import.meta.dirname, '../assets');

const nameAfterContent = (content: string): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 12);

export interface Assets {
  /** Text and address of the stylesheet: the typeface's rules, then ours. */
  style: { url: string; text: string };
  icon: { url: string; text: string };
  /** Folder of the typeface's files, and the address it is served under. */
  fonts: { folder: string; prefix: string };
}

/** Reads what pages load. Every address changes with its content, so a browser may keep it for ever. */
export const loadAssets = async (): Promise<Assets> => {
  const [rules, ours, icon, about] = await Promise.all([
    readFile(join(typeface, 'index.css'), 'utf8'),
    readFile(join(own, 'style.css'), 'utf8'),
    readFile(join(own, 'mark.svg'), 'utf8'),
    readFile(join(typeface, 'package.json'), 'utf8'),
  ]);
  const prefix = `/assets/fonts-${nameAfterContent(about)}/`;
  const text = `${rules.replaceAll('url(./files/', `url(${prefix}`)}\n${ours}`;
  return {
    style: { url: `/assets/style-${nameAfterContent(text)}.css`, text },
    icon: { url: `/assets/mark-${nameAfterContent(icon)}.svg`, text: icon },
    fonts: { folder: join(typeface, 'files'), prefix },
  };
};
