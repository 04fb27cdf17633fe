// What the operator is told: one notice per thing that happened, in plain fields (`--log pretty` and `--log json` alike).

export type Notice =
  | {
    readonly type: "connected";
    readonly address: string;
    /** Connections now, and since the start. */
    readonly connections: number;
    readonly total: number;
  }
  | {
    readonly type: "disconnected";
    readonly address: string;
    readonly nick: string | undefined;
    /** `exit` (said so), `dropped` (the link went), or the `bye` code with which the server closed it. */
    readonly how: string;
    readonly connections: number;
  }
  | { readonly type: "welcomed"; readonly address: string; readonly nick: string; readonly resumed: boolean }
  | { readonly type: "refused"; readonly address: string; readonly nick: string; readonly code: string }
  | { readonly type: "gone"; readonly nick: string; readonly how: "exit" | "dropped" }
  | { readonly type: "renamed"; readonly nick: string; readonly to: string }
  | { readonly type: "room-created"; readonly room: string; readonly nick: string; readonly private: boolean }
  | { readonly type: "room-joined"; readonly room: string; readonly nick: string; readonly members: number }
  | {
    readonly type: "room-left";
    readonly room: string;
    readonly nick: string;
    readonly how: string;
    readonly members: number;
  }
  | { readonly type: "room-ended"; readonly room: string }
  | { readonly type: "room-changed"; readonly room: string; readonly nick: string; readonly what: string }
  | {
    readonly type: "group-made";
    readonly group: string;
    readonly nick: string;
    readonly count: number;
    readonly members: readonly string[];
    readonly absent: readonly string[];
  }
  | {
    readonly type: "group-shrunk";
    readonly group: string;
    readonly nick: string;
    readonly count: number;
    readonly members: readonly string[];
  }
  | {
    /** An act of order: who did what to whom, where. For those who run the server. */
    readonly type: "audit";
    readonly act: string;
    readonly by: string;
    /** `""` for the whole server. */
    readonly room: string;
    readonly target: string;
    readonly address: string;
    readonly detail?: string;
  }
  | { readonly type: "group-ended"; readonly group: string }
  /** The program's own fault, with where it happened: always worth a report. */
  | { readonly type: "fault"; readonly what: string; readonly detail: string }
  | {
    readonly type: "message";
    /** 1 = it reached at least one other. */
    readonly status: 0 | 1;
    readonly sender: string;
    /** A room, a nick, several nicks, a group, or `everyone`. */
    readonly receiver: string;
    readonly sent: number;
    readonly text: string;
  };
