// The buffer that a socket is read into.

/** Most of what a person says at a time. */
export const READ_BYTES_MIN = 128;
const READ_BYTES_MAX = 65_536;

/** A buffer that grows while a peer is busy and shrinks when it calms down: idle connections cost little. */
export function fitting(buffer: Uint8Array<ArrayBuffer>, count: number): Uint8Array<ArrayBuffer> {
  if (count === buffer.length && count < READ_BYTES_MAX) {
    return new Uint8Array(Math.min(buffer.length * 4, READ_BYTES_MAX));
  }
  if (count * 16 < buffer.length && buffer.length > READ_BYTES_MIN) return new Uint8Array(buffer.length / 4);
  return buffer;
}
