import type { ScanSeverity } from '@plumbline/backstage-plugin-scans-common';
import { ExportFormat, ExportedFinding } from './exportedFinding';

const LEVELS: Record<ScanSeverity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
  unknown: 'warning',
};

const HEAD = JSON.stringify({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
}).slice(0, -1);
const TOOL = JSON.stringify({
  driver: { name: 'Plumbline' },
});

/** A path as a relative reference; nothing in it is taken for a scheme or a query. */
function toUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function toResult({ finding, message, identity, decision }: ExportedFinding) {
  const { location } = finding;
  return {
    ruleId: finding.rule,
    guid: finding.id,
    level: LEVELS[finding.severity],
    message: { text: message || finding.title },
    ...(location?.path || location?.resource
      ? {
          locations: [
            {
              ...(location.path
                ? {
                    physicalLocation: {
                      artifactLocation: { uri: toUri(location.path) },
                      ...(location.line
                        ? {
                            region: {
                              startLine: location.line,
                              ...(location.endLine &&
                              location.endLine >= location.line
                                ? { endLine: location.endLine }
                                : {}),
                            },
                          }
                        : {}),
                    },
                  }
                : {}),
              ...(location.resource
                ? {
                    logicalLocations: [
                      { fullyQualifiedName: location.resource },
                    ],
                  }
                : {}),
            },
          ],
        }
      : {}),
    partialFingerprints: { 'plumblineIdentity/v1': identity },
    ...(finding.state === 'decided'
      ? {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              ...(decision ? { justification: decision.reason } : {}),
            },
          ],
        }
      : {}),
    properties: {
      entity: finding.entityRef,
      title: finding.title,
      severity: finding.severity,
      state: finding.state,
      kind: finding.kind,
      tools: finding.tools,
      vulnerability: finding.vulnerability?.id,
      purl: finding.package?.purl,
      packageName: finding.package?.name,
      packageVersion: finding.package?.version,
      fixedVersions: finding.package?.fixedVersions,
      decision: finding.decision,
      firstSeen: finding.firstSeen,
      dueAt: finding.dueAt,
    },
  };
}

/**
 * SARIF with one run: what was found, and what of it was decided.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/
 */
export const sarifFormat: ExportFormat = {
  contentType: 'application/sarif+json',
  extension: 'sarif',
  async *write(findings) {
    yield `${HEAD},"runs":[{"tool":${TOOL},"columnKind":"utf16CodeUnits","results":[`;
    let separator = '';
    for await (const exported of findings) {
      yield `${separator}\n${JSON.stringify(toResult(exported))}`;
      separator = ',';
    }
    yield '\n]}]}\n';
  },
};
