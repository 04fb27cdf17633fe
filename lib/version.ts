// The version that both programs tell; the same as in deno.json (a test compares them).

export const VERSION = "0.1.0";
