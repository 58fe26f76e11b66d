const QUOTED = /'([^'\n]{1,200})'|"([^"\n]{1,200})"/g;
const MOST = 10;

/**
 * What a message of Trivy names in quotation marks: the container, the image,
 * the user. It tells the results of one check in one file apart where the report
 * names no resource, in SARIF as in JSON, and outlives another wording.
 */
export function namesIn(message: string | undefined): string | undefined {
  const names = [];
  for (const match of (message ?? '').slice(0, 2000).matchAll(QUOTED)) {
    names.push(match[1] ?? match[2]);
    if (names.length === MOST) {
      break;
    }
  }
  return names.length === 0 ? undefined : JSON.stringify(names);
}
