import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type DocumentOptions,
  type EmbeddedFont,
  type ParsedFont,
  PdfmakeDocument,
  type Run,
} from './pdfmake-parts.ts';

const require = createRequire(import.meta.url);

/**
 * Source Sans 3 (SIL Open Font License): Latin, Greek, Cyrillic and Vietnamese, tabular figures, and the shapes used here.
 * Keyed as pdfmake asks for them.
 */
export const fontFiles = {
  normal: require.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
};

/** Words whose shapes are remembered, for each font; names make the set grow without end. */
const rememberedRuns = 5_000;

interface Face {
  parsed: ParsedFont;
  Embedded: EmbeddedFont['constructor'];
  runs: Map<string, Run>;
}

/** A font file read and parsed once; pdfkit keeps its own class for embedded fonts to itself, so that it is taken from one. */
const parse = (path: string): Face => {
  const scratch = new PdfmakeDocument({}, {}, {}, {}, { font: null, autoFirstPage: false }, null, () => true);
  scratch.font(readFileSync(path));
  const { font: parsed, constructor: Embedded } = scratch._font;
  return { parsed, Embedded, runs: new Map() };
};

const faces = new Map(Object.values(fontFiles).map((path) => [path, parse(path)]));

/**
 * Shaping depends on nothing but the font and the word, so that it is done once for all documents. fontkit remembers a
 * glyph with the character it first stood for, or with none when it was a part of another: left over from one document,
 * that would make words of the next one unreadable to search, copy and screen readers.
 */
const shape = (face: Face, font: EmbeddedFont, word: string): Run => {
  const known = face.runs.get(word);
  if (known) return known;
  face.parsed._glyphs = {};
  const run = font.layoutRun(word);
  if (face.runs.size >= rememberedRuns) face.runs.clear();
  face.runs.set(word, run);
  return run;
};

/** A pdfmake document that takes the two fonts as parsed already, and opens no other file. */
export class PaperDocument extends PdfmakeDocument {
  constructor(options: Omit<DocumentOptions, 'font' | 'autoFirstPage'>) {
    const fonts = { 'Source Sans 3': fontFiles };
    super(fonts, {}, {}, {}, { ...options, font: null, autoFirstPage: false }, null, (path) =>
      faces.has(path),
    );
  }

  override font(source: string | Uint8Array): this {
    const face = typeof source === 'string' ? faces.get(source) : undefined;
    if (typeof source !== 'string' || !face) throw new Error('Only the fonts of the report are embedded.');
    const font =
      this._fontFamilies[source] ??
      new face.Embedded(this, face.parsed, `F${Object.keys(this._fontFamilies).length + 1}`);
    font.layoutCached = (word) => shape(face, font, word);
    this._fontFamilies[source] = font;
    this._font = font;
    return this;
  }
}
