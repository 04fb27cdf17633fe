import { assertEquals } from "@std/assert";
import type { SessionId } from "../../lib/chat/room.ts";
import { remember } from "../../lib/hub/answered.ts";
import { State } from "../../lib/hub/state.ts";
import { OPTIONS } from "../support/hub_world.ts";

Deno.test("sessions whose tells could not be stored leave nothing behind", () => {
  const state = new State(OPTIONS);
  for (let id = 0; id < 100; id++) {
    const session = `s-${id}` as SessionId;
    remember(state, session, "r", { type: "ok" });
    remember(state, session, "r", undefined);
  }
  assertEquals([state.answered.size, state.answers], [0, 0]);
});
