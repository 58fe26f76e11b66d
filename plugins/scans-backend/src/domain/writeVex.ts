import { randomUUID } from 'node:crypto';
import { ExportFormat, ExportedFinding } from './exportedFinding';
import { toAnalysis } from './vexStates';

function toVulnerability(
  { finding, decision }: ExportedFinding,
  reference: string | undefined,
) {
  const { state, justification, response, detail } = toAnalysis(decision!);
  return {
    'bom-ref': `finding:${finding.id}`,
    id: finding.vulnerability!.id,
    ...(finding.vulnerability!.aliases.length > 0
      ? {
          references: finding.vulnerability!.aliases.map(id => ({
            id,
            source: { name: id.split('-')[0] },
          })),
        }
      : {}),
    analysis: {
      state,
      justification,
      response,
      detail,
      firstIssued: decision!.createdAt,
      lastUpdated: decision!.reviewedAt ?? decision!.createdAt,
    },
    ...(reference === undefined ? {} : { affects: [{ ref: reference }] }),
  };
}

/**
 * VEX of the decisions that hold, so that scanners and customers know them.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export const vexFormat: ExportFormat = {
  contentType: 'application/vnd.cyclonedx+json; version=1.6',
  extension: 'cdx.json',
  async *write(findings, { now }) {
    const head = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${randomUUID()}`,
      version: 1,
      metadata: {
        timestamp: now,
        tools: { components: [{ type: 'application', name: 'Plumbline' }] },
      },
    };
    yield `${JSON.stringify(head).slice(0, -1)},"vulnerabilities":[`;
    // One component for each package, however many vulnerabilities it has
    const components = new Map<string, string>();
    let separator = '';
    for await (const exported of findings) {
      const { package: found, vulnerability } = exported.finding;
      if (!vulnerability || !exported.decision) {
        continue;
      }
      if (found?.purl && !components.has(found.purl)) {
        components.set(
          found.purl,
          JSON.stringify({
            type: 'library',
            'bom-ref': found.purl,
            name: found.name,
            version: found.version,
            purl: found.purl,
          }),
        );
      }
      yield `${separator}\n${JSON.stringify(toVulnerability(exported, found?.purl))}`;
      separator = ',';
    }
    yield `\n],"components":[${[...components.values()].join(',\n')}]}\n`;
  },
};
