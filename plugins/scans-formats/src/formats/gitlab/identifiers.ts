import { Loose, asText, asTexts, objectsIn } from '../../read/loose';

/** What is known by a list of names: a CWE names a kind of flaw and not the rule. */
const KINDS_OF_FLAWS = /^(cwe|wasc|owasp)/i;
const ADVISORY = /^(cve|ghsa)-/i;

/** The names under which a vulnerability goes. */
interface Identifiers {
  /** The rule or advisory: what GitLab calls the primary identifier. */
  primary?: string;
  types: string[];
  /** Ids of CVE and GHSA. */
  advisories: string[];
  cwe: string[];
  links: string[];
}

/** Reads `identifiers`; the value of a CWE may be a number, its name, or the name of a rule. */
export function readIdentifiers(vulnerability: Loose): Identifiers {
  const all = objectsIn(vulnerability.identifiers);
  const isOfKind = ({ type }: Loose) => KINDS_OF_FLAWS.test(asText(type) ?? '');
  const first = all.find(one => !isOfKind(one)) ?? all[0];
  return {
    primary: first && (asText(first.value) ?? asText(first.name)),
    types: all.flatMap(({ type }) => asText(type)?.toLowerCase() ?? []),
    advisories: [
      ...new Set(
        all.flatMap(({ value, name }) =>
          [asText(value), asText(name)].filter(
            text => text !== undefined && ADVISORY.test(text),
          ),
        ) as string[],
      ),
    ],
    cwe: all
      .filter(({ type }) => /^cwe$/i.test(asText(type) ?? ''))
      .flatMap(({ value, name }) => {
        const number = asText(value);
        return number !== undefined && /^(cwe-)?\d+$/i.test(number)
          ? [number]
          : asTexts(name).filter(text => /^cwe-\d/i.test(text));
      }),
    links: all.flatMap(({ url }) => asTexts(url)),
  };
}
