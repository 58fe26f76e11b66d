/** Nearly every address: nothing in it that the parser of addresses would change. */
const PLAIN =
  /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/[\w~!$&()*+,;=:@/?#%-]*(?:\.[\w~!$&()*+,;=:@/?#%-]+)*$/;

/** An address that may be linked: https or http, without a password; undefined for every other. */
export function webLink(value: string): string | undefined {
  if (value.length > 2000 || !/^https?:\/\//i.test(value)) {
    return undefined;
  }
  if (PLAIN.test(value)) {
    return value;
  }
  try {
    const url = new URL(value);
    return url.username === '' && url.password === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
