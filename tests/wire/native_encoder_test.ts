import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Entry, formatEntry } from "../../lib/chat/entry.ts";
import type { Joined } from "../../lib/chat/event.ts";
import { nativeCodec, nativeVariant } from "../../lib/wire/native.ts";
import { entries, event, hostileText, room } from "../support/arbitraries.ts";

const decoder = new TextDecoder();

Deno.test("encodeEntries() gives the message lines, each ending where it says", () => {
  fc.assert(fc.property(room, entries, (room, run) => {
    const { bytes, ends } = nativeVariant.encodeEntries(room, run);
    assertEquals(ends.length, run.length);
    let from = 0;
    for (const [each, entry] of run.entries()) {
      const line = nativeVariant.encode({ type: "message", room, ...entry });
      assertEquals(bytes.slice(from, ends[each]), line.slice());
      from = ends[each] ?? 0;
    }
    assertEquals(from, bytes.length);
  }));
});

Deno.test("encodeEntries() gives the same of lines that were made already", () => {
  fc.assert(fc.property(room, entries, (room, run) => {
    assertEquals(nativeVariant.encodeEntries(room, run, run.map(formatEntry)), nativeVariant.encodeEntries(room, run));
  }));
});

Deno.test("encodeReplies() gives what encodeReply() gives one by one", () => {
  const said = fc.record({ type: fc.constant("said" as const), room, seq: fc.nat(), at: fc.nat() });
  const reply = fc.record({ event: fc.oneof(said, event), ref: fc.option(hostileText, { nil: undefined }) });
  fc.assert(fc.property(fc.array(reply), (replies) => {
    const codec = nativeCodec();
    const apart = replies.map(({ event, ref }) => decoder.decode(codec.encodeReply(event, ref))).join("");
    assertEquals(decoder.decode(codec.encodeReplies?.(replies)), apart);
  }));
});

Deno.test("encodeReply() of joined is the object's own line, and stays so when members are named anew", () => {
  const joined: Joined = {
    ...{
      type: "joined",
      members: [],
      room: "den",
      id: "1",
      topic: '"members":[] \\',
      limit: 0,
      private: false,
      role: "member",
    },
    ...{ count: 2, first: 1, head: 0, history: [], more: false },
  };
  const bob = { nick: "bob", role: "owner", status: "online" } as const;
  const eve = { nick: 'e"ve', role: "member", status: "away", voice: true } as const;
  for (const members of [[], [bob], [bob, eve], [eve, bob]]) {
    const line = decoder.decode(nativeCodec().encodeReply({ ...joined, members }, "r"));
    const { type, ...fields } = { ...joined, members };
    assertEquals(JSON.parse(line), { op: type, ref: "r", ...fields });
    assert(line.startsWith('{"op":"joined","ref":"r",') && line.endsWith("}\n"));
  }
});

Deno.test("encode() writes one line, op first, wherever the tag stood in the event", () => {
  fc.assert(fc.property(event, fc.option(hostileText, { nil: undefined }), (event, ref) => {
    const line = decoder.decode(nativeCodec().encodeReply(event, ref));
    assert(line.startsWith(`{"op":"${event.type}"`));
    assertEquals(line.indexOf("\n"), line.length - 1);
    const { type, ...fields } = event;
    const turned = { ...fields, type } as typeof event;
    assertEquals(decoder.decode(nativeCodec().encodeReply(turned, ref)), line);
  }));
});

Deno.test("encode() gives frames that stay as they are, however many follow", () => {
  const frames: [Uint8Array, string][] = [];
  for (let t = 0; t < 5_000; t++) frames.push([nativeVariant.encode({ type: "ping", t }), `{"op":"ping","t":${t}}\n`]);
  for (const text of ["ä".repeat(500), "😀".repeat(300), "x".repeat(5_000)]) {
    const line = `{"op":"shout","from":"a","text":"${text}","at":1}\n`;
    frames.push([nativeVariant.encode({ type: "shout", from: "a", text, at: 1 }), line]);
  }
  for (const [frame, line] of frames) assertEquals(decoder.decode(frame), line);
});

Deno.test("encodeEntries() leaves the entries alone", () => {
  const entry: Entry = Object.freeze({ seq: 1, from: "bob", text: "hi", kind: "text", at: 17 });
  const { bytes, ends } = nativeVariant.encodeEntries("lobby", Object.freeze([entry, entry]));
  const line = '{"op":"message","room":"lobby","seq":1,"from":"bob","text":"hi","kind":"text","at":17}\n';
  assertEquals(decoder.decode(bytes), line + line);
  assertEquals(ends, [line.length, line.length * 2]);
  assertEquals(nativeVariant.encodeEntries("lobby", []), { bytes: new Uint8Array(0), ends: [] });
});
