// Addresses: whom they stand for, and which of them a mask means.

/** An address in bits: 32 of IPv4, 128 of IPv6. */
interface Bits {
  readonly value: bigint;
  readonly length: 32 | 128;
}

/** An IPv6 customer has at least a /64: its addresses are one. */
const SUBSCRIBER_BITS = 64;

/** What counts as one address: an IPv4 address, or the /64 of an IPv6 one. What is neither stands for itself. */
export function addressKey(address: string): string {
  const bits = parseAddress(address);
  if (!bits || bits.length === 32) return address;
  return `${(bits.value >> BigInt(128 - SUBSCRIBER_BITS)).toString(16)}/${SUBSCRIBER_BITS}`;
}

/** True where `mask`, an address or `ADDRESS/BITS`, means the address. An IPv6 address without bits means its /64. */
export function addressFits(mask: string, address: string): boolean {
  const parsed = parseMask(mask);
  const bits = parseAddress(address);
  if (!parsed || !bits || bits.length !== parsed.bits.length) return false;
  const shift = BigInt(bits.length - parsed.prefix);
  return bits.value >> shift === parsed.bits.value >> shift;
}

/** True for what {@linkcode addressFits} takes as a mask. */
export function isAddressMask(mask: string): boolean {
  return parseMask(mask) !== undefined;
}

function parseMask(mask: string): { readonly bits: Bits; readonly prefix: number } | undefined {
  const [address = "", prefix, ...rest] = mask.split("/");
  const bits = parseAddress(address);
  if (!bits || rest.length > 0) return undefined;
  if (prefix === undefined) return { bits, prefix: bits.length === 32 ? 32 : SUBSCRIBER_BITS };
  const count = /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  return count >= 1 && count <= bits.length ? { bits, prefix: count } : undefined;
}

function parseAddress(text: string): Bits | undefined {
  const value = text.includes(":") ? parseV6(text) : parseV4(text);
  return value === undefined ? undefined : { value, length: text.includes(":") ? 128 : 32 };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((value, part) => value << 8n | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("%")[0]?.split("::") ?? [];
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => half === "" ? [] : half.split(":"));
  const gap = halves.length === 2 ? 8 - (left?.length ?? 0) - (right?.length ?? 0) : 0;
  if (gap < 0 || (halves.length === 2 && gap === 0)) return undefined;
  const groups = [...left ?? [], ...Array<string>(gap).fill("0"), ...right ?? []];
  if (groups.length !== 8 || !groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((value, group) => value << 16n | BigInt(`0x${group}`), 0n);
}
