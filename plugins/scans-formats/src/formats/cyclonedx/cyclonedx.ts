import {
  Loose,
  asList,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { Documents } from '../../read/readDocuments';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { bomOfXml } from './bomOfXml';
import { readComponents } from './readComponents';
import { readVulnerability } from './readVulnerability';

/** The name space of the root stands before everything else, but perhaps after a licence. */
const HEAD = 64 * 1024;
const NAMESPACE = /["']https?:\/\/cyclonedx\.org\/schema\/bom\/1\.\d["']/;

function isBom({ syntax, values, text }: Documents): boolean {
  return syntax === 'xml'
    ? NAMESPACE.test(text.slice(0, HEAD))
    : syntax === 'json' &&
        asText(at(values[0], 'bomFormat'))?.toLowerCase() === 'cyclonedx';
}

/** The tool that wrote it: a list of tools, since version 1.5 also of components. */
function readTool(metadata: Loose | undefined, builder: ReportBuilder): void {
  const tools = asObject(metadata?.tools);
  const [tool] = [
    ...objectsIn(metadata?.tools),
    ...objectsIn(tools?.components),
    ...objectsIn(tools?.services),
  ];
  builder.tool = asText(tool?.name) ?? 'cyclonedx';
  builder.toolVersion = asText(tool?.version);
}

function readBom(bom: Loose, builder: ReportBuilder): void {
  const metadata = asObject(bom.metadata);
  readTool(metadata, builder);
  builder.scannedAt = asText(metadata?.timestamp);
  // What a tool lists here and in its own format closes nothing of the other
  builder.category = 'cyclonedx';
  builder.coverage.kinds = ['vulnerability'];
  const components = readComponents(bom, builder);
  builder.target = components.target;
  for (const item of asList(bom.vulnerabilities)) {
    const vulnerability = asObject(item);
    const drafts = vulnerability
      ? readVulnerability(vulnerability, components)
      : [];
    if (drafts.length === 0) {
      builder.misread('A vulnerability without an id');
    }
    drafts.forEach(draft => builder.add(draft));
  }
  if (!Array.isArray(bom.vulnerabilities)) {
    builder.gap(
      'It lists what something is made of; vulnerabilities were not looked for.',
    );
  } else if (components.count === 0) {
    builder.gap(
      'It lists no components: it states what is known of some vulnerabilities.',
    );
  }
}

/**
 * CycloneDX 1.0 to 1.7 in JSON and XML: bills of materials, and what is known
 * of their vulnerabilities (VEX).
 *
 * @see https://cyclonedx.org/specification/overview/
 */
export const cyclonedx: ReportFormat = {
  id: 'cyclonedx',
  kinds: ['vulnerability'],
  matches: isBom,
  read: (documents, builder) => {
    if (!isBom(documents)) {
      throw new ReportRefused('It does not say that it is CycloneDX.');
    }
    readBom(
      documents.syntax === 'xml'
        ? bomOfXml(documents.text)
        : (asObject(documents.values[0]) ?? {}),
      builder,
    );
  },
};
