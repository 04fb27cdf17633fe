// PROTOCOL.md says what the code does: its tables name every request, event, field, refusal and bound with what may
// stand there, and no others. That its example is answered as written is tests/server/protocol_example_test.ts.
import { assertEquals } from "@std/assert";
import type { ByeCode } from "../../lib/chat/event.ts";
import * as limits from "../../lib/chat/limits.ts";
import { PASSWORD_BYTES_MAX, PASSWORD_BYTES_MIN } from "../../lib/chat/password.ts";
import type { RefusalCode } from "../../lib/chat/refusal.ts";
import { NUMBERS } from "../../lib/server/options.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { EVENT_SHAPES } from "../../lib/wire/native_events.ts";
import { COMMAND_SHAPES } from "../../lib/wire/native_fields.ts";
import { fill, type Shape } from "../../lib/wire/shape.ts";
import { eitherOf, fieldsOf, nameOf, numberOf, type Row, rowsOf, spansOf } from "../support/doc_tables.ts";
import { parseScript, parseWords } from "../support/script.ts";
import { type Reads, ToldShapes } from "../support/told_shapes.ts";

const page = Deno.readTextFileSync(new URL("../../lib/wire/PROTOCOL.md", import.meta.url));
const requests = new Map(rowsOf(page, "request").map((row) => [nameOf(row.request ?? ""), row]));
const events = new Map(rowsOf(page, "event").map((row) => [nameOf(row.event ?? ""), row]));
const shapes = new ToldShapes(
  new Map(rowsOf(page, "object").map((row) => [nameOf(row.object ?? ""), fieldsOf(row.fields ?? "")])),
);

// Records by tag: a code without a line here does not compile.
const REFUSALS: Readonly<Record<RefusalCode, true>> = {
  "line-too-long": true,
  "bad-json": true,
  "unknown-op": true,
  "bad-request": true,
  "bad-version": true,
  "not-welcome": true,
  "bad-nick": true,
  "nick-reserved": true,
  "nick-taken": true,
  "nick-registered": true,
  "bad-password": true,
  "weak-password": true,
  "not-registered": true,
  "server-full": true,
  "too-many-connections": true,
  "banned": true,
  "bad-room": true,
  "room-exists": true,
  "no-such-room": true,
  "room-full": true,
  "invite-only": true,
  "bad-invite": true,
  "too-many-rooms": true,
  "not-in-room": true,
  "not-allowed": true,
  "text-empty": true,
  "text-too-long": true,
  "not-to-yourself": true,
  "no-such-user": true,
  "bad-group": true,
  "group-exists": true,
  "group-too-small": true,
  "no-such-group": true,
  "not-in-group": true,
  "too-fast": true,
  "muted": true,
  "storage": true,
  "busy": true,
  "internal": true,
};
const BYES: Readonly<Record<ByeCode, true>> = {
  "quit": true,
  "slow-consumer": true,
  "idle": true,
  "shutdown": true,
  "kicked": true,
  "banned": true,
  "replaced": true,
  "faults": true,
};

/** What the tables of that head are about, in order, and twice what is there twice. */
function namesOf(head: string): string[] {
  return rowsOf(page, head).map((row) => nameOf(row[head] ?? "")).sort();
}

/** What rows of the page say otherwise than the shapes by which lines are read. */
function differences(rows: ReadonlyMap<string, Row>, read: ReadonlyMap<unknown, Shape<unknown>>): string[] {
  return [...rows].flatMap(([op, { fields = "" }]) => {
    const shape = read.get(op);
    return shape ? shapes.differences(op, fieldsOf(fields), readerOf(shape)) : [];
  });
}

function readerOf(shape: Shape<unknown>): Reads {
  return (value) => fill({}, shape, value) === undefined;
}

Deno.test("the protocol's page has every request and no other", () => {
  assertEquals(namesOf("request"), [...COMMAND_SHAPES.keys()].sort());
});

Deno.test("the protocol's page has every field of every request, what it may be, and whether it is needed", () => {
  assertEquals(differences(requests, COMMAND_SHAPES), []);
});

Deno.test("the protocol's page says of which two fields one is needed", () => {
  const answers = [...requests].flatMap(([op, { fields = "" }]) => {
    const needed = { op, ...shapes.sampleOf(fieldsOf(fields).filter(({ needed }) => needed)) };
    const either = eitherOf(fields);
    if (!either) return [[op, decode(needed), "command"]];
    const decodeWith = (name: string) => decode({ ...needed, ...only(fields, name) });
    return [[op, decode(needed), either[0]], ...either.map((name) => [op, decodeWith(name), "command"])];
  });
  assertEquals(answers.filter(([, actual, wanted]) => actual !== wanted), []);
});

function only(fields: string, name: string): Record<string, unknown> {
  return shapes.sampleOf(fieldsOf(fields).filter((field) => field.name === name));
}

/** What the server makes of a line: a command, or the field that it misses. */
function decode(line: Record<string, unknown>): string | undefined {
  const { decoder } = nativeCodec();
  decoder.feed(new TextEncoder().encode(JSON.stringify(line) + "\n"));
  const decoded = decoder.next();
  return decoded?.type === "faulty" ? decoded.refusal.field : decoded?.type;
}

Deno.test("the protocol's page has every event and no other", () => {
  assertEquals(namesOf("event"), [...EVENT_SHAPES.keys()].sort());
});

Deno.test("the protocol's page has every field of every event, what it may be, and whether it is always there", () => {
  assertEquals(differences(events, EVENT_SHAPES), []);
});

Deno.test("the protocol's page has every field of the objects in events", () => {
  const found = new Map<string, string[]>();
  for (const [op, { fields = "" }] of events) {
    const told = fieldsOf(fields);
    const whole = shapes.sampleOf(told);
    const reads = readerOf(EVENT_SHAPES.get(op) ?? { fields: [] });
    for (const { name, type } of told) {
      const inner = shapes.objectOf(type);
      if (!inner) continue;
      const readsInner: Reads = (value) => reads({ ...whole, [name]: type.endsWith("[]") ? [value] : value });
      found.set(type.replace("[]", ""), shapes.differences(`${type} in ${op}`, inner, readsInner));
    }
  }
  assertEquals([...found.values()].flat(), []);
  assertEquals(namesOf("object"), [...found.keys()].sort());
});

Deno.test("the protocol's page has every refusal and every reason to part, and no other", () => {
  assertEquals(namesOf("code"), Object.keys(REFUSALS).sort());
  assertEquals(namesOf("bye"), Object.keys(BYES).sort());
});

Deno.test("what the protocol's page says of answers are events, fields and refusals that there are", () => {
  const words = [...requests.values(), ...events.values()].flatMap(({ fields = "" }) =>
    fieldsOf(fields).flatMap(({ name, type }) => [name, ...(type.includes("/") ? type.split("/") : [])])
  );
  const known = new Set([...EVENT_SHAPES.keys(), ...words]);
  const wrong = [...requests].flatMap(([op, { answer = "", refusals = "", "others get": told = "" }]) =>
    [
      ...[...spansOf(answer), ...spansOf(told)].filter((span) => !known.has(span)),
      ...spansOf(answer).slice(0, 1).filter((span) => !EVENT_SHAPES.has(span)),
      ...spansOf(refusals).filter((span) => !(span in REFUSALS)),
    ].map((span) => `${op}: ${span}`)
  );
  assertEquals(wrong, []);
  const fields = new Set(fieldsOf(events.get("error")?.fields ?? "").map(({ name }) => name));
  const extras = rowsOf(page, "code").flatMap((row) => spansOf(row["also has"] ?? ""));
  assertEquals(extras.filter((span) => !fields.has(span) && !requests.has(span)), []);
});

Deno.test("the protocol's page tells of acts that there are, by details that there are", () => {
  const details = new Set(shapes.objects.get("details")?.map(({ name }) => name));
  const rows = rowsOf(page, "type");
  const acts = rows.map(({ type = "" }) => nameOf(type)).filter((type) => type !== "direct");
  assertEquals(acts.filter((type) => !COMMAND_SHAPES.has(type)), []);
  const told = rows.flatMap((row) => spansOf(row.details ?? "")).filter((span) => span !== "text" && span !== "notice");
  assertEquals(told.filter((name) => !details.has(name)), []);
  assertEquals([...details].filter((name) => name !== "type" && !told.includes(name)), []);
});

const BOUNDS: Readonly<Record<string, number>> = { ...limits, PASSWORD_BYTES_MIN, PASSWORD_BYTES_MAX };

Deno.test("the protocol's page has every bound with its number", () => {
  const told = rowsOf(page, "bound").map(({ bound = "", number = "" }) => [nameOf(bound), numberOf(number)]);
  assertEquals(Object.fromEntries(told), BOUNDS);
});

Deno.test("numbers in the protocol's sentences are those of the bounds that are named behind them", () => {
  const named = [...page.matchAll(/\(`([A-Z_]+)`/g)];
  const told = [...page.matchAll(/(\d[\d,]*)[^\d(|]*\(`([A-Z_]+)`/g)];
  assertEquals(told.length, named.length);
  assertEquals(told.length > 8, true);
  assertEquals(
    told.filter(([, number = "", name = ""]) => numberOf(number) !== BOUNDS[name]).map(([text]) => text),
    [],
  );
});

Deno.test("the protocol's page tells the server's options with their defaults", () => {
  const told = rowsOf(page, "option").map((row) => [nameOf(row.option ?? ""), numberOf(row.default ?? "")] as const);
  const known = new Map<string, number>(Object.entries(NUMBERS).map(([name, { initial }]) => [`--${name}`, initial]));
  assertEquals(told.length > 5, true);
  assertEquals(told.filter(([name, number]) => known.get(name) !== number), []);
});

/** Refused with these may be whatever was asked, as the page says before its tables. */
const ANYWHERE = ["not-welcome", "not-registered", "too-fast", "bad-request", "internal", "storage"];

Deno.test("the protocol's page has the refusals that the dialogues show, with the request that was refused", () => {
  const folder = new URL("../scripts/", import.meta.url);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".txt"));
  const refused = names.flatMap((name) => refusalsIn(Deno.readTextFileSync(new URL(name, folder))));
  assertEquals(refused.length > 100, true);
  const untold = refused.filter(([op, code]) =>
    !ANYWHERE.includes(code) && !spansOf(requests.get(op)?.refusals ?? "").includes(code)
  );
  assertEquals(untold, []);
});

/** Each request in a dialogue to which the next thing heard is a refusal, with its code. */
function refusalsIn(script: string): (readonly [op: string, code: string])[] {
  const asked = new Map<string, string>();
  return parseScript(script).flatMap(({ who, mark, rest }) => {
    const op = asked.get(who);
    asked.delete(who);
    if (mark === ":") asked.set(who, parseWords(rest).type);
    if (mark !== "<" || op === undefined) return [];
    const { type, fields: { code } } = parseWords(rest);
    return type === "error" && typeof code === "string" ? [[op, code] as const] : [];
  });
}
