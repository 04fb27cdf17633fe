// Groups as channels that begin with `&`: they are made with GROUP, left with PART, and come and go by what the hub
// tells their members.
import { fold } from "../../chat/names.ts";
import { joinLine } from "./lines.ts";
import { CHANNELS_MAX } from "./limits.ts";
import { tellGroupNames } from "./names_command.ts";
import { channelOfGroup, sourceOf } from "./names.ts";
import type { Reply } from "./reply.ts";
import { refused } from "./refusals.ts";
import type { Session } from "./session.ts";
import { type Call, listOf, param, type Talk } from "./talk.ts";

/** `GROUP groupX bob,eve`: IRC has no word for it. */
export function* group(call: Call): Talk {
  const { reply } = call;
  const name = param(call, 0).replace(/^&/, "");
  const members = call.message.params.slice(1).flatMap((list) => listOf(list, CHANNELS_MAX));
  const event = yield { type: "group", group: name, members };
  if (event.type === "error") return refused(reply, event, { verb: "GROUP", target: channelOfGroup(name) });
  if (event.type !== "grouped") return;
  showGroup(call, event.group, event.members);
  if (event.absent.length > 0) {
    reply.server("NOTICE", channelOfGroup(event.group), `Not here, so not in it: ${event.absent.join(", ")}`);
  }
}

/** The group as it is now: who is new joins, who is missing parts. */
export function showGroup(
  { session, reply }: { readonly session: Session; readonly reply: Reply },
  name: string,
  members: readonly string[],
): void {
  const channel = channelOfGroup(name);
  const known = session.groups.get(fold(name));
  session.groups.set(fold(name), { name, members });
  if (!known) {
    reply.line(joinLine(session.nick, channel, session.whose));
    return tellGroupNames(reply, name, members);
  }
  const before = new Set(known.members);
  const now = new Set(members);
  const gone = [...before].filter((nick) => !now.has(nick));
  const come = [...now].filter((nick) => !before.has(nick));
  const [was] = gone;
  const [is] = come;
  // Nobody comes into a group that is made: one who is there and was not is one who is called otherwise.
  if (was !== undefined && is !== undefined && gone.length === 1 && come.length === 1) {
    reply.line(`:${sourceOf(was)} NICK ${is}`);
    return session.rename(was, is);
  }
  for (const nick of gone) reply.line(`:${sourceOf(nick)} PART ${channel}`);
  for (const nick of come) reply.line(joinLine(nick, channel, session.extendedJoin ? {} : undefined));
}
