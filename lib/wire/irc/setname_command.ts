// SETNAME: another real name (IRCv3 setname). It is what other programs know as the `uid`.
import { UID_LENGTH_MAX } from "../../chat/limits.ts";
import { cleanLine, lengthUpTo } from "../../chat/text.ts";
import { type Call, param, type Performed, type Talk } from "./talk.ts";

const VERB = "SETNAME";

export function setname(call: Call): Performed {
  const name = cleanLine(param(call, 0)).trim();
  if (name === "" || lengthUpTo(name, UID_LENGTH_MAX) > UID_LENGTH_MAX) {
    const text = `A real name has 1 to ${UID_LENGTH_MAX} characters`;
    return call.reply.fail(VERB, "INVALID_REALNAME", [], text);
  }
  return rename(call, name);
}

function* rename({ session, reply }: Call, name: string): Talk {
  const event = yield { type: "uid", uid: name };
  if (event.type === "error") return reply.fail(VERB, "CANNOT_CHANGE_REALNAME", [], event.text);
  session.realName = name;
  if (session.has("setname")) reply.own(`${VERB} :${name}`);
}
