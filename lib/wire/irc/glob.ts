// Masks with `*` and `?` (RFC 2812, 2.5), compared folded. Two pointers, so that no mask costs more than its length
// times the name's.
import { fold } from "../../chat/names.ts";

export function matches(mask: string, name: string): boolean {
  const wanted = fold(mask);
  const text = fold(name);
  let at = 0;
  let place = 0;
  let starAt = -1;
  let starIn = 0;
  while (place < text.length) {
    if (at < wanted.length && (wanted[at] === "?" || wanted[at] === text[place]) && wanted[at] !== "*") {
      at++;
      place++;
    } else if (wanted[at] === "*") {
      starAt = at++;
      starIn = place;
    } else if (starAt >= 0) {
      at = starAt + 1;
      place = ++starIn;
    } else return false;
  }
  while (wanted[at] === "*") at++;
  return at === wanted.length;
}

export function isMask(text: string): boolean {
  return /[*?]/.test(text);
}
