import { SecretKeeper } from '../secrets/SecretKeeper';
import { Finding } from './Finding';

/** Takes the secrets of a report out of every text of its findings, in place. */
export function sweepFindings(
  findings: readonly Finding[],
  keeper: SecretKeeper,
): void {
  if (!keeper.knowsSecrets) {
    return;
  }
  const sweep = (text: string) => keeper.sweep(text);
  for (const finding of findings) {
    const { evidence, package: found, suppression, vulnerability } = finding;
    finding.rule = sweep(finding.rule);
    if (finding.message !== undefined) {
      // Where there is no title it is the message
      const isSame = finding.title === finding.message;
      finding.message = sweep(finding.message);
      finding.title = isSame ? finding.message : sweep(finding.title);
    } else {
      finding.title = sweep(finding.title);
    }
    if (finding.severityRaw !== undefined) {
      finding.severityRaw = sweep(finding.severityRaw);
    }
    if (finding.target !== undefined) {
      finding.target = sweep(finding.target);
    }
    if (finding.location) {
      sweepPlace(finding.location, sweep);
    }
    for (const place of finding.otherLocations) {
      sweepPlace(place, sweep);
    }
    const { references } = finding;
    for (let index = 0; index < references.length; index += 1) {
      references[index] = sweep(references[index]);
    }
    if (found) {
      found.name = sweep(found.name);
      if (found.purl !== undefined) {
        found.purl = sweep(found.purl);
      }
      if (found.version !== undefined) {
        found.version = sweep(found.version);
      }
      if (found.fixedVersions.length > 0) {
        found.fixedVersions = found.fixedVersions.map(sweep);
      }
    }
    if (vulnerability) {
      vulnerability.id = sweep(vulnerability.id);
      if (vulnerability.aliases.length > 0) {
        vulnerability.aliases = vulnerability.aliases.map(sweep);
      }
    }
    if (evidence.fingerprint !== undefined) {
      evidence.fingerprint = sweep(evidence.fingerprint);
    }
    if (suppression) {
      if (suppression.status !== undefined) {
        suppression.status = sweep(suppression.status);
      }
      if (suppression.reason !== undefined) {
        suppression.reason = sweep(suppression.reason);
      }
    }
  }
}

function sweepPlace(
  place: { path?: string; resource?: string },
  sweep: (text: string) => string,
): void {
  if (place.path !== undefined) {
    place.path = sweep(place.path);
  }
  if (place.resource !== undefined) {
    place.resource = sweep(place.resource);
  }
}
