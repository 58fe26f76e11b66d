import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Loose, asList, asObject, asText } from '../../read/loose';
import { placeOf } from '../../read/placeOf';
import { ReportRefused } from '../../report/ReportRefused';

/** Elements that may stand several times, by their own and their parent's name. */
const LISTS = new Set([
  'components.component',
  'vulnerabilities.vulnerability',
  'ratings.rating',
  'cwes.cwe',
  'affects.target',
  'versions.version',
  'references.reference',
  'advisories.advisory',
  'tools.tool',
]);
const MAX_NESTING = 100;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities of a document type could grow without bound and name files; the five of XML are put in below
  processEntities: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_NESTING,
  jPath: true,
  isArray: (_name, path) =>
    LISTS.has(String(path).split('.').slice(-2).join('.')),
});

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Puts in the five entities of XML and numbered characters; every other stays as it stands. */
function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) {
        return ENTITIES.get(name) ?? whole;
      }
      const code = Number.parseInt(
        decimal ?? hexadecimal,
        decimal === undefined ? 16 : 10,
      );
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The text of an element that may have attributes. */
function textOf(value: unknown): string | undefined {
  const text = asText(value) ?? asText(asObject(value)?.['#text']);
  return text === undefined ? undefined : decode(text);
}

const below = (value: unknown, outer: string, inner: string): unknown[] =>
  asList(asObject(asObject(value)?.[outer])?.[inner]);

/** The texts of the named elements and attributes, under the names of the JSON form. */
function texts(value: unknown, names: Record<string, string>): Loose {
  const object = asObject(value) ?? {};
  return Object.fromEntries(
    Object.entries(names).flatMap(([from, to]) => {
      const text = textOf(object[from]);
      return text === undefined ? [] : [[to, text]];
    }),
  );
}

const toSource = (value: unknown): Loose =>
  texts(value, { name: 'name', '@name': 'name', url: 'url' });

function toRating(value: unknown): Loose {
  const rating = asObject(value) ?? {};
  return {
    ...texts(rating, {
      score: 'score',
      severity: 'severity',
      method: 'method',
      vector: 'vector',
    }),
    // The extension for versions before 1.4 has several scores
    ...texts(rating.score, { base: 'score' }),
    source: toSource(rating.source),
  };
}

function toVulnerability(value: unknown): Loose {
  const vulnerability = asObject(value) ?? {};
  const targets = below(vulnerability, 'affects', 'target').map(target => ({
    ...texts(target, { ref: 'ref' }),
    versions: below(target, 'versions', 'version').map(version =>
      texts(version, { version: 'version', range: 'range', status: 'status' }),
    ),
  }));
  // The extension names the one thing that is affected in an attribute
  const reference = texts(vulnerability, { '@ref': 'ref' });
  return {
    ...texts(vulnerability, {
      id: 'id',
      description: 'description',
      detail: 'detail',
    }),
    source: toSource(vulnerability.source),
    references: below(vulnerability, 'references', 'reference').map(one =>
      texts(one, { id: 'id' }),
    ),
    ratings: below(vulnerability, 'ratings', 'rating').map(toRating),
    cwes: below(vulnerability, 'cwes', 'cwe').map(textOf),
    advisories: below(vulnerability, 'advisories', 'advisory').map(one => ({
      url: textOf(asObject(one)?.url) ?? textOf(one),
    })),
    analysis: texts(vulnerability.analysis, {
      state: 'state',
      justification: 'justification',
      detail: 'detail',
    }),
    affects: targets.length > 0 || !reference.ref ? targets : [reference],
  };
}

/** A component, and what the extension says of it. */
function toComponent(value: unknown, vulnerabilities: Loose[]): Loose {
  for (const one of below(value, 'vulnerabilities', 'vulnerability')) {
    vulnerabilities.push(toVulnerability(one));
  }
  return {
    ...texts(value, {
      '@bom-ref': 'bom-ref',
      '@type': 'type',
      group: 'group',
      name: 'name',
      version: 'version',
      purl: 'purl',
    }),
    components: below(value, 'components', 'component').map(inner =>
      toComponent(inner, vulnerabilities),
    ),
  };
}

/** Past declaration, comments and white space: where the document type would stand. */
function startOfContent(text: string): number {
  let index = text.search(/\S/);
  for (;;) {
    let end = -1;
    if (text.startsWith('<?', index)) {
      end = text.indexOf('?>', index) + 2;
    } else if (text.startsWith('<!--', index)) {
      end = text.indexOf('-->', index + 4) + 3;
    }
    if (end <= index) {
      return index;
    }
    index = end;
    while (/\s/.test(text.charAt(index))) {
      index += 1;
    }
  }
}

/**
 * A CycloneDX document in XML in the shape of the JSON form, as far as that is read.
 *
 * @throws ReportRefused for a document type, for too deep nesting, for what is no XML
 */
export function bomOfXml(text: string): Loose {
  const start = startOfContent(text);
  if (text.startsWith('<!', start)) {
    throw new ReportRefused(
      'XML with a document type is not read: it can name files and grow without bound.',
      placeOf(text, start),
    );
  }
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    throw new ReportRefused(
      'This is not valid XML, or it was cut off.',
      `line ${verdict.err.line}, column ${verdict.err.col}`,
    );
  }
  let bom: unknown;
  try {
    bom = asObject(parser.parse(text))?.bom;
  } catch {
    throw new ReportRefused(
      `This XML is nested deeper than ${MAX_NESTING} levels or has names that are not allowed.`,
    );
  }
  const root = asObject(bom) ?? {};
  const metadata = asObject(root.metadata) ?? {};
  const extended: Loose[] = [];
  const components = below(root, 'components', 'component').map(one =>
    toComponent(one, extended),
  );
  const vulnerabilities = [
    ...below(root, 'vulnerabilities', 'vulnerability').map(toVulnerability),
    ...extended,
  ];
  return {
    metadata: {
      ...texts(metadata, { timestamp: 'timestamp' }),
      tools: [
        ...below(metadata, 'tools', 'tool'),
        ...below(metadata.tools, 'components', 'component'),
      ].map(tool => texts(tool, { name: 'name', version: 'version' })),
      ...(metadata.component === undefined
        ? {}
        : { component: toComponent(metadata.component, []) }),
    },
    components,
    ...(root.vulnerabilities !== undefined || vulnerabilities.length > 0
      ? { vulnerabilities }
      : {}),
  };
}
