// What a person takes for one character, and what a terminal shows for it. All widths of this part come from here, so
// that what is measured, wrapped, drawn and pointed at can never differ.
import stringWidth from "string-width";

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const PLAIN = /^[\x20-\x7e]*$/;

// Format characters take no column; the bidi ones among them would shuffle a whole row, and string-width throws on a
// grapheme that is nothing but some of them. The joiner and the tags stay: they are parts of emoji.
const FORMAT = /(?![\u200d\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** Code units kept of one character: emoji need up to 28, piles of marks would spoil rows above and below. */
const SYMBOL_LENGTH_MAX = 32;
/** Glyphs remembered; strangers choose them, so the memory starts anew when it is full. */
const GLYPHS_MAX = 8192;

/** What a cell shows, and how many columns that takes; a symbol of width 0 is not drawn. */
export interface Glyph {
  readonly symbol: string;
  readonly width: 0 | 1 | 2;
}

const glyphs = new Map<string, Glyph>();

/** True for text of printable ASCII alone, where a character is a code unit is a column. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** The text's characters. */
export function graphemesOf(text: string): readonly string[] {
  if (PLAIN.test(text)) return text.split("");
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** What is drawn for a character. It never holds a control character, whatever came in. */
export function glyphOf(grapheme: string): Glyph {
  const known = glyphs.get(grapheme);
  if (known) return known;
  const glyph = makeGlyph(grapheme);
  if (glyphs.size >= GLYPHS_MAX) glyphs.clear();
  glyphs.set(grapheme, glyph);
  return glyph;
}

function makeGlyph(grapheme: string): Glyph {
  if (grapheme.length === 1 && PLAIN.test(grapheme)) return { symbol: grapheme, width: 1 };
  const control = pictureOf(grapheme);
  if (control) return { symbol: control, width: 1 };
  let symbol = shortened(grapheme.toWellFormed().replace(FORMAT, ""));
  let width = stringWidth(symbol);
  // Half-width kana may carry any number of voice marks, each a column: a cell holds two.
  while (width > 2) {
    symbol = [...symbol].slice(0, -1).join("");
    width = stringWidth(symbol);
  }
  return width === 0 ? { symbol: "", width: 0 } : { symbol, width: width === 1 ? 1 : 2 };
}

function pictureOf(grapheme: string): string | undefined {
  const code = grapheme.charCodeAt(0);
  if (grapheme === "\t" || grapheme === "\u2028" || grapheme === "\u2029") return " ";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return code >= 0x80 && code < 0xa0 ? "\ufffd" : undefined;
}

function shortened(symbol: string): string {
  if (symbol.length <= SYMBOL_LENGTH_MAX) return symbol;
  let kept = "";
  for (const point of symbol) {
    if (kept.length + point.length > SYMBOL_LENGTH_MAX) break;
    kept += point;
  }
  return kept;
}
