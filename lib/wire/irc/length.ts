// How many bytes a text takes, without encoding it.

const UTF8_BYTES_MAX = 3;

/** Bytes of a text in UTF-8; a lone surrogate counts as the character that stands for it. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(i + 1))) {
      bytes += 2; // 4 bytes for the 2 units of a pair
      i++;
    } else bytes += 2;
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** True where a text takes at most so many bytes; most texts are told by their length. */
export function fitsBytes(text: string, bytesMax: number): boolean {
  if (text.length > bytesMax) return false;
  return text.length * UTF8_BYTES_MAX <= bytesMax || utf8Length(text) <= bytesMax;
}
