// The shapes of JSON objects as tables: what each field must be, checked against the types that they make.
// Both sides of the native dialect read by these, so a stranger's values reach nobody unchecked.

/** Something from JSON whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a value may be. `read` gives it, or `undefined` where it is something else; `expected` names it for a person. */
export interface Kind<V> {
  readonly expected: string;
  readonly read: (value: unknown) => V | undefined;
}
/** A kind of value that may be missing. */
export interface OptionalKind<V> extends Kind<V> {
  readonly optional: true;
}

/** A kind for each field of `T` but its tag; what is optional in `T` is optional here. */
export type Row<T> = {
  readonly [K in Exclude<keyof T, "type">]-?: Record<never, never> extends Pick<T, K> ? OptionalKind<NonNullable<T[K]>>
    : Kind<T[K]> & { readonly optional?: never };
};

/** The first field that did not fit, and what it should have been. */
export interface Misfit {
  readonly field: string;
  readonly expected: string;
  readonly missing: boolean;
}

/** A row made ready for reading. */
export type Shape<T> = {
  /** The names of the fields, in the row's order. */
  readonly fields: readonly (readonly [name: string, kind: Kind<unknown>, needed: boolean])[];
  /** Never there: carries the type of what is read. */
  readonly makes?: T;
};

export const text: Kind<string> = kind("a string", (value) => typeof value === "string" ? value : undefined);
export const flag: Kind<boolean> = kind("true or false", (value) => typeof value === "boolean" ? value : undefined);
export const number: Kind<number> = kind("a number", (value) => typeof value === "number" ? value : undefined);
/** Any integer that JSON carries exactly: times, and what a ping brings. */
export const integer: Kind<number> = kind(
  "an integer",
  (value) => Number.isSafeInteger(value) ? value as number : undefined,
);
/** An integer that is not negative: counts, limits, seqs. */
export const count: Kind<number> = kind(
  "an integer that is not negative",
  (value) => Number.isSafeInteger(value) && (value as number) >= 0 ? value as number : undefined,
);
export const texts: Kind<readonly string[]> = listOf(text, "a list of strings");

/** A kind under the name that a person is told. */
export function kind<V>(expected: string, read: (value: unknown) => V | undefined): Kind<V> {
  return { expected, read };
}

export function optional<V>({ expected, read }: Kind<V>): OptionalKind<V> {
  return { expected, read, optional: true };
}

/** One of a few words. */
export function oneOf<const W extends string>(...words: readonly W[]): Kind<W> {
  const known: ReadonlySet<unknown> = new Set(words);
  return kind(`one of ${words.join(", ")}`, (value) => known.has(value) ? value as W : undefined);
}

export function listOf<V>(item: Kind<V>, expected = "a list"): Kind<readonly V[]> {
  return kind(expected, (value) => {
    if (!Array.isArray(value)) return undefined;
    const items: V[] = [];
    for (const each of value) {
      const read = item.read(each);
      if (read === undefined) return undefined;
      items.push(read);
    }
    return items;
  });
}

/** An object with any keys. A key is somebody's nick, so `__proto__` must be a key like others. */
export function mapOf<V>(item: Kind<V>): Kind<Readonly<Record<string, V>>> {
  return kind("an object", (value) => {
    if (!isJsonObject(value)) return undefined;
    const entries: [string, V][] = [];
    for (const [key, each] of Object.entries(value)) {
      const read = item.read(each);
      if (read === undefined) return undefined;
      entries.push([key, read]);
    }
    return Object.fromEntries(entries);
  });
}

/** An object of a known shape inside another. */
export function objectOf<T>(row: Row<T>): Kind<T> {
  const inner = shape<T>(row);
  return kind("an object", (value) => {
    if (!isJsonObject(value)) return undefined;
    const made: Record<string, unknown> = {};
    return fill(made, inner, value) === undefined ? made as T : undefined;
  });
}

/** Makes a row ready; done once, when the program is loaded. */
export function shape<T>(row: Row<T>): Shape<T> {
  const kinds: [string, Kind<unknown> & { optional?: true }][] = Object.entries(row);
  return { fields: kinds.map(([name, kind]) => [name, kind, kind.optional !== true] as const) };
}

/**
 * Copies the fields of `source` that the shape knows to `made`, and says which did not fit. `null` means missing,
 * unknown fields are left out.
 */
export function fill<T>(made: Record<string, unknown>, { fields }: Shape<T>, source: JsonObject): Misfit | undefined {
  for (const [field, { read, expected }, needed] of fields) {
    const given = source[field];
    if (given === undefined || given === null) {
      if (needed) return { field, expected, missing: true };
      continue;
    }
    const value = read(given);
    if (value === undefined) return { field, expected, missing: false };
    made[field] = value;
  }
  return undefined;
}

/** True for what JSON writes in braces. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a JSON object; `undefined` where the text is none. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True where objects and lists stand in each other more than `levels` deep: `{}` is one level. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(levels - 1, item));
  for (const key in value) if (isDeeperThan(levels - 1, (value as JsonObject)[key])) return true;
  return false;
}
