import { assertEquals } from "@std/assert";
import { refsOf, SAID_ROOMS_MAX } from "../../lib/hub/said_refs.ts";
import { LOBBY } from "../../lib/hub/hub.ts";
import { Person, Room, Session } from "../../lib/hub/state.ts";
import type { Nick } from "../../lib/chat/names.ts";
import type { RoomId, SessionId } from "../../lib/chat/room.ts";
import { World } from "../support/hub_world.ts";

const ROOMS = 3 * SAID_ROOMS_MAX;

Deno.test("a session remembers the refs of so many rooms, but for what is being stored", () => {
  const session = new Session("s" as SessionId, new Person("ann" as Nick), undefined);
  const roomOf = (each: number) => new Room({ ...LOBBY, id: `r${each}` as RoomId }, 1, 0);
  session.storing = 1;
  for (let each = 0; each < ROOMS; each++) refsOf(session, roomOf(each)).set("ref", { seq: 1, at: 1 });
  assertEquals([session.said?.size, session.refsInStore], [ROOMS, false]);
  session.storing = 0;
  refsOf(session, roomOf(ROOMS));
  assertEquals([session.said?.size, session.refsRead?.size, session.refsInStore], [
    SAID_ROOMS_MAX,
    SAID_ROOMS_MAX,
    true,
  ]);
});

Deno.test("a ref that is used again is known, however many rooms were spoken in since", () => {
  const world = new World();
  const ann = world.enter("ann");
  const say = (room: string) => {
    world.ask(ann, { type: "join", room, create: true });
    world.hear(ann);
    world.say(ann, { type: "say", text: "hi" }, "r1");
    world.finish();
    return world.hear(ann).map(({ event, ref }) => [event.type, ref, event.type === "said" && event.seq]);
  };
  for (let round = 0; round < 2; round++) {
    for (let each = 0; each < ROOMS; each++) assertEquals(say(`room${each}`), [["said", "r1", 1]]);
  }
});
