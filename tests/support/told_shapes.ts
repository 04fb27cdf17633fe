// Holds what a page says of fields against what reads them. Types are told by name and tried by values: a field that is
// told to be a count must take 0 and refuse -1.
import type { ToldField } from "./doc_tables.ts";

/** Whether an object is read as one of its kind. */
export type Reads = (value: Readonly<Record<string, unknown>>) => boolean;

/** Values that a type takes, and such that it does not. */
interface Tries {
  readonly fit: readonly unknown[];
  readonly unfit: readonly unknown[];
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  role: ["owner", "moderator", "member"],
  status: ["online", "away", "busy", "dropped", "offline"],
};
const ALL_WORDS = [...Object.values(WORDS).flat(), "text", "action", "notice", "asleep"];
const TRIES: Readonly<Record<string, Tries>> = {
  "string": { fit: ["", "x"], unfit: [1, {}] },
  "boolean": { fit: [true, false], unfit: ["true", 1] },
  "true": { fit: [true], unfit: [false, "true"] },
  "1": { fit: [1], unfit: [0, 2, "1"] },
  "number": { fit: [1.5, -1], unfit: ["1"] },
  "integer": { fit: [-1, 0, 7], unfit: [1.5, "1"] },
  "count": { fit: [0, 7], unfit: [-1, 1.5, "1"] },
  "string[]": { fit: [[], ["x"]], unfit: ["x", [1]] },
  "map of status": { fit: [{}, { bob: "away" }], unfit: [[], { bob: "asleep" }] },
};

export class ToldShapes {
  /** `objects` are the types that the page makes of others. */
  constructor(readonly objects: ReadonlyMap<string, readonly ToldField[]>) {}

  /** The object, with or without `[]`, that a type stands for. */
  objectOf(type: string): readonly ToldField[] | undefined {
    return WORDS[type] ? undefined : this.objects.get(type.replace(/\[\]$/, ""));
  }

  /** An object that has a value for each of these fields. */
  sampleOf(fields: readonly ToldField[]): Record<string, unknown> {
    return Object.fromEntries(fields.map(({ name, type }) => [name, this.#triesOf(type).fit.at(-1)]));
  }

  /** What is told otherwise than it is read, one line for each difference. */
  differences(what: string, told: readonly ToldField[], reads: Reads): string[] {
    const whole = this.sampleOf(told);
    const asked = namesAsked(whole, reads);
    const untold = [...asked].filter((name) => !told.some((field) => field.name === name));
    return [
      ...untold.map((name) => `${what}: "${name}" is not told`),
      ...told.flatMap((field) =>
        asked.has(field.name) ? this.#misfits(what, field, whole, reads) : [`${what}: there is no "${field.name}"`]
      ),
    ];
  }

  #misfits(
    what: string,
    { name, type, needed }: ToldField,
    whole: Readonly<Record<string, unknown>>,
    reads: Reads,
  ): string[] {
    const { [name]: _, ...without } = whole;
    const { fit, unfit } = this.#triesOf(type);
    const readsWith = (value: unknown) => reads({ ...whole, [name]: value });
    return [
      ...(reads(without) === needed ? [`${what}: "${name}" is ${needed ? "not " : ""}needed`] : []),
      ...fit.filter((value) => !readsWith(value)).map((value) =>
        `${what}: "${name}" can't be ${JSON.stringify(value)}`
      ),
      ...unfit.filter(readsWith).map((value) => `${what}: "${name}" may be ${JSON.stringify(value)}`),
    ];
  }

  #triesOf(type: string): Tries {
    const known = TRIES[type];
    if (known) return known;
    const words = WORDS[type] ?? (type.includes("/") ? type.split("/") : undefined);
    if (words) return { fit: words, unfit: [1, ...ALL_WORDS.filter((word) => !words.includes(word))] };
    const fields = this.objectOf(type);
    if (!fields) throw new TypeError(`Cannot tell what the type "${type}" is`);
    const whole = this.sampleOf(fields);
    return type.endsWith("[]") ? { fit: [[], [whole]], unfit: [whole, [1]] } : { fit: [whole], unfit: [[whole], 1] };
  }
}

/** The fields that a reader looks for. */
function namesAsked(whole: Readonly<Record<string, unknown>>, reads: Reads): Set<string> {
  const asked = new Set<string>();
  const watched = new Proxy(whole, {
    get(target, name) {
      if (typeof name === "string") asked.add(name);
      return Reflect.get(target, name);
    },
  });
  reads(watched);
  return asked;
}
