// The lines of PROTOCOL.md, to the letter: programs outside this repository are written against them.
import { assertEquals } from "@std/assert";
import type { Command, CommandType } from "../../lib/chat/command.ts";
import type { Event, EventType } from "../../lib/chat/event.ts";
import { nativeCodec } from "../../lib/wire/native.ts";
import { encodeCommand, EventDecoder } from "../../lib/wire/native_client.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A line as it stands on the wire, and its ref, which is no part of the value. */
type Golden = readonly [line: string, ref?: string];

// A record by tag: a command or an event without a line here does not compile.
const COMMANDS: Readonly<Record<CommandType, readonly Golden[]>> = {
  hello: [
    ['{"op":"hello","nick":"alice"}'],
    ['{"op":"hello","nick":"alice","v":1,"agent":"cli/1","uid":"u","password":"p","resume":"TOKEN"}'],
  ],
  ping: [['{"op":"ping","t":7}'], ['{"op":"ping"}']],
  pong: [['{"op":"pong","t":1763700000000}']],
  quit: [['{"op":"quit"}'], ['{"op":"quit","ref":"a"}', "a"], ['{"op":"quit","reason":"so long"}']],
  resume: [['{"op":"resume","resume":"TOKEN"}']],
  rooms: [['{"op":"rooms"}'], ['{"op":"rooms","match":"lob","after":"lobby"}']],
  create: [
    ['{"op":"create","room":"tea"}'],
    ['{"op":"create","ref":"c1","room":"tea","topic":"of tea","limit":0,"private":true,"password":"p"}', "c1"],
  ],
  join: [
    ['{"op":"join","room":"lobby"}'],
    ['{"op":"join","room":"lobby","password":"p","invite":"i","create":true,"after":128,"last":50}'],
  ],
  leave: [['{"op":"leave"}'], ['{"op":"leave","room":"lobby"}'], ['{"op":"leave","room":"tea","reason":"enough"}']],
  history: [
    ['{"op":"history","room":"lobby"}'],
    ['{"op":"history","room":"lobby","before":9,"after":3,"around":5,"limit":200}'],
    ['{"op":"history","with":"bob"}'],
  ],
  who: [['{"op":"who"}'], ['{"op":"who","room":"lobby","match":"b","after":"bob"}']],
  set: [
    ['{"op":"set","room":"tea","topic":"","limit":5,"private":false,"password":"","invite":true}'],
    ['{"op":"set","room":"tea","moderated":true}'],
  ],
  read: [['{"op":"read","room":"lobby","seq":128}'], ['{"op":"read","with":"bob","seq":12}'], [
    '{"op":"read","room":"lobby"}',
  ]],
  watch: [['{"op":"watch"}'], ['{"op":"watch","off":true}']],
  say: [
    ['{"op":"say","ref":"r1","text":"hi"}', "r1"],
    ['{"op":"say","text":"waves","room":"lobby","kind":"action"}'],
    ['{"op":"say","text":"done","kind":"notice"}'],
    ['{"op":"say","text":"\\"a\\\\b\\"\\nc\\td\\u0000\\ud800 ä😀\u2028"}'],
  ],
  tell: [
    ['{"op":"tell","ref":"r2","text":"psst","to":["bob"]}', "r2"],
    ['{"op":"tell","text":"psst","group":"groupX"}'],
    ['{"op":"tell","text":"psst","to":["bob"],"kind":"notice"}'],
  ],
  shout: [['{"op":"shout","text":"hello all"}']],
  group: [['{"op":"group","group":"groupX","members":["bob","eve"]}']],
  groups: [['{"op":"groups"}']],
  ungroup: [['{"op":"ungroup","group":"groupX"}']],
  status: [['{"op":"status","status":"busy","note":"lunch"}'], ['{"op":"status","status":"online"}']],
  uid: [['{"op":"uid","uid":"Ada L."}']],
  nick: [['{"op":"nick","nick":"ally"}']],
  register: [['{"op":"register","password":"correct horse"}']],
  login: [['{"op":"login","password":"correct horse"}'], ['{"op":"login","nick":"alice","password":"correct horse"}']],
  passwd: [['{"op":"passwd","old":"correct horse","password":"battery staple"}']],
  logout: [['{"op":"logout"}']],
  unregister: [['{"op":"unregister","password":"correct horse"}']],
  whois: [['{"op":"whois","nick":"bob"}']],
  conversations: [['{"op":"conversations"}']],
  role: [['{"op":"role","room":"tea","nick":"bob","role":"moderator"}']],
  transfer: [['{"op":"transfer","room":"tea","nick":"bob"}']],
  kick: [['{"op":"kick","room":"tea","nick":"bob"}'], ['{"op":"kick","room":"tea","nick":"bob","reason":"spam"}']],
  ban: [
    ['{"op":"ban","room":"tea","nick":"bob","for":3600,"reason":"spam"}'],
    ['{"op":"ban","room":"tea","mask":"address:192.0.2.0/24"}'],
    ['{"op":"ban","nick":"bob"}'],
  ],
  unban: [['{"op":"unban","room":"tea","mask":"bob"}']],
  bans: [['{"op":"bans","room":"tea"}'], ['{"op":"bans"}']],
  mute: [['{"op":"mute","room":"tea","nick":"bob","for":60,"reason":"loud"}']],
  unmute: [['{"op":"unmute","room":"tea","nick":"bob"}']],
  voice: [['{"op":"voice","room":"tea","nick":"bob"}']],
  unvoice: [['{"op":"unvoice","room":"tea","nick":"bob"}']],
  delete: [['{"op":"delete","room":"tea"}']],
  erase: [['{"op":"erase","room":"tea"}'], ['{"op":"erase","with":"bob"}']],
  invite: [['{"op":"invite","room":"tea"}'], ['{"op":"invite","room":"tea","nick":"bob","for":3600,"uses":1}']],
  invites: [['{"op":"invites","room":"tea"}']],
  revoke: [['{"op":"revoke","room":"tea","code":"c0de"}']],
  search: [['{"op":"search","text":"tea","room":"lobby","from":"bob","before":100}']],
};

const ENTRY = '{"seq":128,"from":"bob","text":"hi","kind":"text","at":1763700000000}';
const WELCOME =
  '"v":1,"nick":"alice","server":"name/version","id":"i","session":"s","resume":"TOKEN","resumed":false,' +
  '"limits":{"line":65536,"text":4096,"rooms":1,"refs":1000},"ping":30000,"rooms":[],"groups":[],"motd":"hello"}';
const JOINED = '"room":"lobby","id":"i","topic":"","limit":0,"private":false,"role":"member",' +
  '"members":[{"nick":"bob","role":"owner","status":"online"}],"count":2,"first":1,"head":128,' +
  `"history":[${ENTRY}],"more":true`;

const KICK = '"event":{"type":"kick","nick":"bob","reason":"spam"}';

const EVENTS: Readonly<Record<EventType, readonly Golden[]>> = {
  welcome: [[`{"op":"welcome",${WELCOME}`], [`{"op":"welcome","ref":"h",${WELCOME}`, "h"]],
  ok: [['{"op":"ok","ref":"r1"}', "r1"], ['{"op":"ok"}'], ['{"op":"ok","ref":"n","nick":"ally"}', "n"]],
  error: [
    ['{"op":"error","ref":"j","code":"room-full","text":"The room is full: try later"}', "j"],
    ['{"op":"error","code":"too-fast","text":"Wait a little","wait":250}'],
    ['{"op":"error","code":"no-such-user","text":"Nobody was reached","missed":["bob"]}'],
    ['{"op":"error","code":"bad-request","text":"Give \\"limit\\" as a number","field":"limit"}'],
  ],
  ping: [['{"op":"ping","t":1763700000000}']],
  pong: [['{"op":"pong","t":7}'], ['{"op":"pong"}']],
  bye: [['{"op":"bye","code":"quit"}'], ['{"op":"bye","code":"shutdown","text":"Back soon","retry":2000}']],
  resume: [['{"op":"resume","resume":"TOKEN"}']],
  rooms: [['{"op":"rooms","rooms":[{"room":"lobby","topic":"","members":3,"limit":0,"locked":false}],"more":false}']],
  joined: [[`{"op":"joined",${JOINED}}`], [`{"op":"joined","ref":"j",${JOINED},"reset":true}`, "j"]],
  left: [['{"op":"left","room":"lobby"}'], ['{"op":"left","room":"tea","code":"kicked","by":"bob","reason":"why"}']],
  history: [[`{"op":"history","room":"lobby","first":1,"entries":[${ENTRY}],"more":true}`]],
  who: [['{"op":"who","people":[{"nick":"bob","status":"busy","note":"lunch","rooms":["lobby"]}],"more":false}'], [
    '{"op":"who","people":[{"nick":"bob","status":"busy","note":"","rooms":[],"account":"Bob"}],"more":false}',
  ]],
  room: [
    ['{"op":"room","room":"tea","topic":"t","limit":5,"private":true,"locked":true,"invite":false,"by":"alice"}'],
    [
      '{"op":"room","room":"tea","moderated":true,"by":"alice"}',
    ],
  ],
  read: [['{"op":"read","room":"lobby","seq":128}']],
  account: [['{"op":"account","nick":"bob","account":"Bob"}'], ['{"op":"account","nick":"bob"}']],
  uid: [['{"op":"uid","nick":"bob","uid":"Bob B."}']],
  inviting: [['{"op":"inviting","room":"tea","nick":"bob","by":"alice"}']],
  person: [
    ['{"op":"person","nick":"bob","change":"came","account":"Bob"}'],
    ['{"op":"person","nick":"bob","change":"came"}'],
    ['{"op":"person","nick":"bob","change":"renamed","to":"rob"}'],
    ['{"op":"person","nick":"bob","change":"status","status":"busy","note":"lunch"}'],
  ],
  member: [
    ['{"op":"member","room":"lobby","nick":"bob","change":"joined","role":"member","status":"online","uid":"u"}'],
    ['{"op":"member","room":"lobby","nick":"bob","change":"joined","role":"member","voice":true,"status":"online"}'],
    ['{"op":"member","room":"lobby","nick":"bob","change":"left","reason":"enough","quit":true}'],
    ['{"op":"member","room":"lobby","nick":"bob","change":"joined","role":"member","status":"online"}'],
    ['{"op":"member","room":"lobby","nick":"bob","change":"joined","role":"member","status":"away","note":"tea","account":"Bob"}'],
    ['{"op":"member","room":"lobby","nick":"bob","change":"renamed","to":"rob"}'],
    ['{"op":"member","room":"lobby","nick":"bob","change":"kicked","by":"eve","reason":"spam"}'],
  ],
  members: [['{"op":"members","room":"lobby","joined":12,"left":3,"count":2012}']],
  said: [['{"op":"said","ref":"r1","room":"lobby","seq":129,"at":1763700000000}', "r1"]],
  message: [
    [`{"op":"message","room":"lobby",${ENTRY.slice(1)}`],
    ['{"op":"message","room":"tea","seq":4,"from":"al","text":"hi","kind":"text","at":17,"account":"Alice"}'],
    [`{"op":"message","room":"tea","seq":3,"from":"alice","text":"alice removed bob","kind":"event","at":17,${KICK}}`],
  ],
  told: [
    ['{"op":"told","ref":"r","at":17,"delivered":["bob"],"missed":[],"status":{"bob":"busy"}}', "r"],
    ['{"op":"told","at":17,"delivered":[],"missed":[],"later":["bob"],"status":{"bob":"offline"}}'],
    ['{"op":"told","at":17,"delivered":["__proto__"],"missed":[],"status":{"__proto__":"online"}}'],
  ],
  direct: [
    ['{"op":"direct","from":"bot","to":["bob"],"text":"done","at":17,"kind":"notice"}'],
    ['{"op":"direct","from":"alice","to":["bob"],"text":"psst","at":17}'],
    ['{"op":"direct","from":"alice","to":["bob","eve"],"text":"psst","at":17,"group":"groupX"}'],
    ['{"op":"direct","from":"alice","to":["bob"],"text":"psst","at":17,"seq":12}'],
    ['{"op":"direct","from":"alice","to":["bob"],"text":"psst","at":17,"seq":12,"account":"Alice"}'],
  ],
  shouted: [['{"op":"shouted","delivered":12,"at":17}']],
  shout: [
    ['{"op":"shout","from":"alice","text":"hello all","at":17}'],
    ['{"op":"shout","from":"alice","text":"hello all","at":17,"account":"Alice"}'],
  ],
  grouped: [['{"op":"grouped","group":"groupX","members":["alice","bob","eve"],"absent":["kim"]}']],
  group: [['{"op":"group","group":"groupX","by":"alice","members":["alice","bob","eve"]}']],
  ungrouped: [['{"op":"ungrouped","group":"groupX"}']],
  groups: [['{"op":"groups","groups":[{"group":"groupX","members":["alice","bob","eve"]}]}']],
  status: [['{"op":"status","nick":"alice","status":"busy","note":"lunch"}']],
  whois: [
    ['{"op":"whois","nick":"bob","status":"online","note":"","rooms":["lobby"],"idle":7,"since":17,"uid":"u"}'],
    ['{"op":"whois","nick":"bob","account":"bob","status":"offline","note":"","rooms":[],"seen":17,"operator":true}'],
  ],
  bans: [
    ['{"op":"bans","room":"tea","bans":[{"mask":"bob","by":"alice","at":17,"until":18,"reason":"spam"}],"mutes":[],"more":false}'],
  ],
  invite: [['{"op":"invite","room":"tea","code":"c0de","for":3600,"uses":1}']],
  invites: [[
    '{"op":"invites","room":"tea","invites":[{"code":"c0de","by":"alice","until":17,"uses":1,"nick":"bob"}]}',
  ]],
  invited: [['{"op":"invited","room":"tea","by":"alice","code":"c0de","account":"Alice"}'], [
    '{"op":"invited","room":"tea","by":"alice","code":"c0de"}',
  ]],
  conversations: [
    ['{"op":"conversations","conversations":[{"with":"bob","first":1,"head":12,"read":10,"unread":2}],"more":false}'],
  ],
  search: [[`{"op":"search","entries":[${ENTRY.slice(0, -1)},"room":"lobby"}],"more":true}`]],
};

/** What a line says, read by nothing of ours. */
function meant(line: string): { type: string } {
  const { op, ref: _, ...fields } = JSON.parse(line);
  return { type: op, ...fields };
}

function withRef(ref: string | undefined): { ref?: string } {
  return ref === undefined ? {} : { ref };
}

Deno.test.each(Object.values(COMMANDS).flat())("a command's line: %s", (line, ref) => {
  const command = meant(line) as Command;
  const tag = typeof ref === "string" ? ref : undefined;
  assertEquals(decoder.decode(encodeCommand(command, tag)), `${line}\n`);
  const codec = nativeCodec();
  codec.decoder.feed(encoder.encode(`${line}\n`));
  assertEquals(codec.decoder.next(), { type: "command", command, ...withRef(tag) });
});

Deno.test.each(Object.values(EVENTS).flat())("an event's line: %s", (line, ref) => {
  const event = meant(line) as Event;
  const tag = typeof ref === "string" ? ref : undefined;
  const { encodeReply, variant } = nativeCodec();
  assertEquals(decoder.decode(encodeReply(event, tag)), `${line}\n`);
  if (tag === undefined) assertEquals(decoder.decode(variant.encode(event)), `${line}\n`);
  const events = new EventDecoder();
  events.feed(encoder.encode(`${line}\n`));
  assertEquals(events.next(), { type: "event", event, ...withRef(tag) });
});
