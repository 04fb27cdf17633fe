// What stands before a line's words: whose they are, and the sign of their kind.
import type { Span } from "../../tui/spans.ts";
import type { Style } from "../../tui/style.ts";
import { unreachable } from "../../unreachable.ts";
import { groupKey, personKey } from "../conversation.ts";
import { isAct, type Line } from "../line.ts";
import { tidy } from "./message_text.ts";
import type { RowContext } from "./line_rows.ts";
import { foldPresence } from "./presence.ts";
import type { Theme } from "./theme.ts";

export interface LineHead {
  readonly name: string;
  readonly nameStyle: Style;
  readonly sign: string;
  readonly signStyle: Style;
  /** Stands before the words. */
  readonly before: readonly Span[];
  readonly text: string;
  readonly style: Style;
  /** Whether these words may call us. */
  readonly callable: boolean;
}

type Headed = Exclude<Line, { readonly type: "block" | "gap" }>;

/** The head of a line; `undefined` where there is nothing to show. */
export function headOf(line: Headed, context: RowContext): LineHead | undefined {
  const { theme } = context;
  switch (line.type) {
    case "said":
      return saidHead(line, context);
    case "direct":
      return directHead(line, context);
    case "shout":
      return {
        ...spoken(line, context),
        sign: "!",
        signStyle: theme.shout,
        before: [{ text: "to all ", style: theme.dim }],
        text: line.text,
        style: theme.shout,
      };
    case "presence": {
      const text = foldPresence(line.changes, context.folding);
      return text === undefined ? undefined : aside("–", text, theme.notice);
    }
    case "notice":
      return aside("–", line.text, theme.notice);
    case "problem":
      return line.unsent === undefined ? aside("?", line.text, theme.problem) : failed(line.unsent, line.text, context);
    case "pending":
      return {
        ...spoken({ from: context.me ?? "", mine: true }, context),
        sign: "…",
        signStyle: theme.dim,
        text: line.text,
        style: theme.dim,
      };
    default:
      return unreachable(line);
  }
}

function saidHead(line: Headed & { readonly type: "said" }, context: RowContext): LineHead {
  const { theme } = context;
  if (isAct(line)) return aside("–", line.text, theme.notice);
  const head = spoken(line, context);
  const found = line.seq !== undefined && line.seq === context.hit;
  const style: Style = found ? { underline: true } : {};
  const callable = !line.mine;
  if (line.kind === "action") {
    const actor = { text: `${head.name} `, style: head.nameStyle };
    return {
      ...head,
      name: "*",
      before: [actor],
      sign: line.mine ? ">" : "│",
      signStyle: signStyle(line.mine, theme),
      text: line.text,
      style,
      callable,
    };
  }
  const nameStyle = !line.mine && callable && context.caller(line.text).length > 0
    ? { ...head.nameStyle, ...theme.called }
    : head.nameStyle;
  return {
    ...head,
    nameStyle,
    sign: line.mine ? ">" : "│",
    signStyle: signStyle(line.mine, theme),
    text: line.text,
    style,
    callable,
  };
}

function signStyle(mine: boolean, theme: Theme): Style {
  return mine ? theme.own : theme.border;
}

function directHead(line: Headed & { readonly type: "direct" }, context: RowContext): LineHead {
  const { theme } = context;
  const style = line.group === undefined ? theme.private : theme.group;
  const sign = line.group === undefined ? "@" : "&";
  const keys = line.group === undefined
    ? line.mine ? line.to.map(personKey) : [personKey(line.from)]
    : [groupKey(line.group)];
  const others = line.to.map(tidy).join(", ");
  const where = line.group !== undefined
    ? keys.includes(context.key) ? "" : `[${tidy(line.group)}] `
    : line.mine
    ? keys.includes(context.key) && line.to.length === 1 ? "" : `to ${others}: `
    : line.to.length > 1
    ? `to ${others}: `
    : "";
  return {
    ...spoken(line, context),
    sign,
    signStyle: style,
    before: where === "" ? [] : [{ text: where, style }],
    text: line.text,
    style: keys.includes(context.key) ? {} : style,
    callable: line.group !== undefined && !line.mine,
  };
}

interface Speaker {
  readonly from: string;
  readonly mine: boolean;
  readonly account?: string;
}

function spoken({ from, mine, account }: Speaker, { theme, me }: RowContext): LineHead {
  const name = tidy(mine ? me ?? from : from);
  return {
    name,
    nameStyle: mine ? theme.own : theme.person(from, account),
    sign: "│",
    signStyle: theme.border,
    before: [],
    text: "",
    style: {},
    callable: false,
  };
}

/** A line that nobody said. */
function aside(sign: string, text: string, style: Style): LineHead {
  return { name: "", nameStyle: style, sign, signStyle: style, before: [], text, style, callable: false };
}

/** A message that did not go, and why. */
function failed(message: string, why: string, context: RowContext): LineHead {
  const { theme } = context;
  const reason = why.replace(`: ${message}`, "").replace(/^Not sent: /, "");
  return {
    ...spoken({ from: context.me ?? "", mine: true }, context),
    sign: "✗",
    signStyle: theme.problem,
    before: [{ text: message === "" ? "" : `${tidy(message)} `, style: { ...theme.dim, struck: true } }],
    text: `· ${reason}`,
    style: theme.problem,
  };
}
