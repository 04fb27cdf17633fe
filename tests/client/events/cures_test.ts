// The server said no: its sentence, and what one can type then.
import { assertEquals } from "@std/assert";
import type { RefusalCode } from "../../../lib/chat/refusal.ts";
import { Story } from "../story.ts";

const MEMBERS = [
  { nick: "alice", role: "member", status: "online" },
  { nick: "bob", role: "owner", status: "online" },
  { nick: "eve", role: "moderator", status: "away" },
] as const;

const TABLE: readonly (readonly [string, RefusalCode, string])[] = [
  ["/join tea", "no-such-room", "No. (/create tea makes it)"],
  ["/create tea", "room-exists", "No. (/join tea enters it)"],
  ["/join tea", "bad-password", "No. (/join tea PASSWORD)"],
  ["/join tea", "invite-only", "No. (/join tea CODE, with the code of an invite)"],
  ["/join tea CODE", "bad-invite", "No. (it may be used up, too old, or taken back)"],
  ["/join tea", "banned", "No. (its owner and moderators can let you in again; /rooms lists others)"],
  ["/join tea", "room-full", "No."],
  ["/join tea", "too-many-rooms", "No. (/leave leaves this one)"],
  ["/kick eve", "not-allowed", "No. (here that is bob (owner), eve (moderator))"],
  ["/kick eve", "no-such-user", "No."],
  ["/topic Tea", "not-allowed", "No. (here that is bob (owner), eve (moderator))"],
  ["/revoke CODE", "bad-invite", "No. (/invites lists those that are good)"],
  ["/kick #tea eve", "not-in-room", "No. (/join tea enters it)"],
  [
    "/conversations",
    "not-registered",
    "No. (/register makes your nick yours, /login comes in as an account that you have)",
  ],
  ["/logout", "not-registered", "No. (/register makes your nick yours, /login comes in as an account that you have)"],
  ["/nick bob", "nick-registered", "No. (/login @NAME, if it is yours)"],
  ["/who", "too-fast", "No."],
  ["hello", "muted", "Not sent: No. (who can change that: bob (owner), eve (moderator))"],
  ["hello", "storage", "Not sent: No."],
];

for (const [line, code, told] of TABLE) {
  Deno.test(`${line} refused with ${code} says what helps`, () => {
    const story = Story.inLobby({}, { members: MEMBERS, count: 3 }).type(line);
    story.answer({ type: "error", code, text: "No." }).assertPrinted(`? ${told}`);
  });
}

Deno.test("a code that this client does not know is told by its sentence", () => {
  for (const code of ["novelty", "constructor", "__proto__"]) {
    const story = Story.inLobby().type("/who");
    story.answer({ type: "error", code: code as RefusalCode, text: "No." }).assertPrinted("? No.");
    assertEquals(story.model.failed, true);
  }
});
