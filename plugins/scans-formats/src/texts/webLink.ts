/** An address that may be linked: https or http, without a password; undefined for every other. */
export function webLink(value: string): string | undefined {
  if (value.length > 2000 || !/^https?:\/\//i.test(value)) {
    return undefined;
  }
  try {
    const url = new URL(value);
    return url.username === '' && url.password === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
