import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import type { Content, DynamicContent } from 'pdfmake/interfaces.js';

/**
 * The parts of pdfmake 0.3 that `printer.ts` puts together itself; `@types/pdfmake` describes its front door only.
 * Required and not imported: what `default` of compiled CommonJS is, Node and Vitest do not agree on.
 */
const require = createRequire(import.meta.url);

/** What fontkit made of a font file. */
export interface ParsedFont {
  /** Glyphs met so far, by id, each with the characters it was first met for. */
  _glyphs: Record<number, unknown>;
}

/** A word in glyphs. */
export interface Run {
  glyphs: unknown[];
  positions: unknown[];
  advanceWidth: number;
}

/** One font in one document: the glyphs it used, and their place in the subset. */
export interface EmbeddedFont {
  readonly font: ParsedFont;
  readonly constructor: new (document: Document, font: ParsedFont, id: string) => EmbeddedFont;
  layoutRun(text: string): Run;
  layoutCached(text: string): Run;
}

export interface DocumentOptions {
  pdfVersion?: string;
  lang?: string;
  displayTitle?: boolean;
  /** Streams in the file are deflated unless this is false. */
  compress?: false;
  info?: Record<string, string | Date>;
  autoFirstPage: false;
  font: null;
}

export interface Gradient {
  stop(offset: number, color: string): this;
}

/** A pdfkit document as pdfmake extends it. */
export interface Document extends Readable {
  /** The fonts in use, by source; what is in here is embedded when the document ends. */
  _fontFamilies: Record<string, EmbeddedFont>;
  _font: EmbeddedFont;
  readonly page: unknown;
  addPage(options: { size: [width: number, height: number]; margin: number }): this;
  font(source: string | Uint8Array): this;
  fontSize(points: number): this;
  text(words: string, x: number, y: number, options: { lineBreak: false; baseline: 'alphabetic' }): this;
  widthOfString(words: string): number;
  save(): this;
  restore(): this;
  translate(x: number, y: number): this;
  scale(factor: number): this;
  opacity(opacity: number): this;
  lineWidth(points: number): this;
  dash(length: number, options: { space: number }): this;
  undash(): this;
  moveTo(x: number, y: number): this;
  lineTo(x: number, y: number): this;
  circle(x: number, y: number, radius: number): this;
  roundedRect(x: number, y: number, width: number, height: number, radius: number): this;
  path(d: string): this;
  fillColor(color: string): this;
  fill(color: string | Gradient): this;
  stroke(color: string): this;
  fillAndStroke(fill: string | Gradient, stroke: string): this;
  linearGradient(x1: number, y1: number, x2: number, y2: number): Gradient;
  /** No more pages: fonts and the catalogue are written. */
  end(): void;
}

export const PdfmakeDocument: new (
  fonts: Record<string, Record<string, string>>,
  images: object,
  patterns: object,
  attachments: object,
  options: DocumentOptions,
  virtualfs: null,
  localAccessPolicy: (path: string) => boolean,
) => Document = require('pdfmake/js/PDFDocument.js').default;

export const LayoutBuilder: new (
  pageSize: { width: number; height: number; orientation: 'portrait' },
  pageMargins: { left: number; top: number; right: number; bottom: number },
  svgMeasure: object,
) => {
  layoutDocument(
    content: Content,
    document: Document,
    styles: object,
    defaultStyle: object,
    background: undefined,
    header: DynamicContent,
    footer: DynamicContent,
  ): object[];
} = require('pdfmake/js/LayoutBuilder.js').default;

export const Renderer: new (
  document: Document,
) => {
  renderPages(pages: object[]): void;
  renderSVG(svg: { svg: string; x: number; y: number; _width: number }): void;
} = require('pdfmake/js/Renderer.js').default;
