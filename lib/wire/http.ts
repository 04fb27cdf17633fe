// HTTP, as far as one must know it to turn it away: a page can make a browser connect to any port, and what stands in
// the body of its request must never be read as chat. Ports for one dialect alone have to see to that themselves.

export const HTTP_VERBS = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PRI"];

const LINE = new RegExp(`^(?:${HTTP_VERBS.join("|")})(?: |$)| HTTP/\\d(?:\\.\\d)?$`);
const BODY = "This is a chat server: connect with the parley client, an IRC client or nc.\n";

const encoder = new TextEncoder();

/** True for the first line of a request, whatever its verb: pages can choose verbs of their own. */
export function isRequestLine(line: string): boolean {
  return LINE.test(line);
}

export function httpAnswer(status: string): Uint8Array {
  return encoder.encode(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${BODY.length}\r\nConnection: close\r\n\r\n${BODY}`,
  );
}

export const BAD_REQUEST: Uint8Array = httpAnswer("400 Bad Request");
