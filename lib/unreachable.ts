/** Proves to the compiler that every case of a union was handled; the throw is for a value that no type allowed. */
export function unreachable(value: never): never {
  throw new TypeError(`Cannot reach this branch: value is ${JSON.stringify(value)}`);
}
