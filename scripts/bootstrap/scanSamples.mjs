import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ensureDailySamples } from './dailySamples.mjs';
import { dataDir } from './paths.mjs';

/** Raised when the reports change, so that an update of the repository writes them anew. */
const VERSION = 1;
const DAY_MS = 24 * 60 * 60 * 1000;
/** When the pipelines of the samples run. */
const HOUR = 'T05:20:00Z';

/**
 * Reports of scanners about the sample landscape, of several weeks up to
 * yesterday: what is new, what was fixed, what is overdue, what nobody scans any
 * more. The same for everybody on one day (UTC) and written anew on the next.
 *
 * @param {{ folder?: string, now?: Date }} [options]
 * @returns {Promise<boolean>} whether anything was written
 */
export function ensureScanSamples({
  folder = join(dataDir, 'samples', 'scans'),
  now = new Date(),
} = {}) {
  return ensureDailySamples({
    folder,
    version: VERSION,
    now,
    names: Object.keys(SAMPLES),
    write: writeReports,
  });
}

async function writeReports(entity, folder, today) {
  const midnight = Date.parse(`${today}T00:00:00Z`);
  for (const { daysAgo, tool, build } of SAMPLES[entity]) {
    const day = new Date(midnight - daysAgo * DAY_MS);
    const time = `${day.toISOString().slice(0, 10)}${HOUR}`;
    const file = join(folder, `${time.slice(0, 10)}-${tool}.json`);
    await writeFile(file, `${JSON.stringify(build(time), null, 2)}\n`);
    // Some scanners do not write when they ran: then the file's own time counts
    await utimes(file, new Date(time), new Date(time));
  }
}

/** Vulnerabilities as they are published: id, package, installed, fixed, severity. */
const KNOWN = {
  braces: ['CVE-2024-4068', 'braces', '3.0.2', '3.0.3', 'HIGH'],
  crossSpawn: ['CVE-2024-21538', 'cross-spawn', '7.0.3', '7.0.5', 'HIGH'],
  ip: ['CVE-2024-29415', 'ip', '2.0.1', '', 'HIGH'],
  jsonWebToken: ['CVE-2022-23540', 'jsonwebtoken', '8.5.1', '9.0.0', 'MEDIUM'],
  jsonWebTokenKey: ['CVE-2022-23539', 'jsonwebtoken', '8.5.1', '9.0.0', 'HIGH'],
  lodash: ['CVE-2021-23337', 'lodash', '4.17.20', '4.17.21', 'HIGH'],
  lodashTrim: ['CVE-2020-28500', 'lodash', '4.17.20', '4.17.21', 'MEDIUM'],
  minimist: ['CVE-2021-44906', 'minimist', '1.2.5', '1.2.6', 'CRITICAL'],
  semver: ['CVE-2022-25883', 'semver', '7.3.5', '7.5.2', 'HIGH'],
  wordWrap: ['CVE-2023-26115', 'word-wrap', '1.2.3', '1.2.4', 'MEDIUM'],
  certifi: ['CVE-2023-37920', 'certifi', '2023.5.7', '2023.7.22', 'CRITICAL'],
  idna: ['CVE-2024-3651', 'idna', '3.6', '3.7', 'MEDIUM'],
  jinja: ['CVE-2024-34064', 'jinja2', '3.1.3', '3.1.4', 'MEDIUM'],
  pyyaml: ['CVE-2020-14343', 'pyyaml', '5.3.1', '5.4', 'CRITICAL'],
  requests: ['CVE-2024-35195', 'requests', '2.31.0', '2.32.0', 'MEDIUM'],
  setuptools: ['CVE-2022-40897', 'setuptools', '65.5.0', '65.5.1', 'MEDIUM'],
  urllib: ['CVE-2023-43804', 'urllib3', '2.0.5', '2.0.6', 'HIGH'],
  urllibBody: ['CVE-2023-45803', 'urllib3', '2.0.5', '2.0.7', 'MEDIUM'],
  nghttp: ['CVE-2023-44487', 'nghttp2', '1.52.0', '1.57.0', 'HIGH'],
};

const names = text => text.split(' ').map(name => KNOWN[name]);

/** A report of Trivy about an image. */
function trivy(image, type, vulnerabilities) {
  return time => ({
    SchemaVersion: 2,
    CreatedAt: time,
    ArtifactName: image,
    ArtifactType: 'container_image',
    Trivy: { Version: '0.71.0' },
    Results: [
      {
        Target: type === 'npm' ? 'package-lock.json' : 'requirements.txt',
        Class: 'lang-pkgs',
        Type: type,
        Vulnerabilities: vulnerabilities.map(
          ([id, name, installed, fixed, severity]) => ({
            VulnerabilityID: id,
            PkgName: name,
            PkgIdentifier: {
              PURL: `pkg:${type === 'npm' ? 'npm' : 'pypi'}/${name}@${installed}`,
            },
            InstalledVersion: installed,
            ...(fixed ? { FixedVersion: fixed, Status: 'fixed' } : {}),
            Severity: severity,
            Title: `${name} ${installed} is vulnerable to ${id}`,
            PrimaryURL: `https://nvd.nist.gov/vuln/detail/${id}`,
          }),
        ),
      },
    ],
  });
}

/** A report of Grype, which knows what is exploited. */
function grype(image, vulnerabilities) {
  return time => ({
    matches: vulnerabilities.map(([id, name, installed, fixed, severity]) => ({
      vulnerability: {
        id,
        severity: severity[0] + severity.slice(1).toLowerCase(),
        dataSource: `https://nvd.nist.gov/vuln/detail/${id}`,
        fix: {
          versions: fixed ? [fixed] : [],
          state: fixed ? 'fixed' : 'not-fixed',
        },
        ...(name === 'nghttp2'
          ? {
              knownExploited: [{ cve: id }],
              epss: [{ cve: id, epss: 0.944, percentile: 0.999 }],
            }
          : {}),
      },
      relatedVulnerabilities: [],
      artifact: {
        name,
        version: installed,
        type: name === 'nghttp2' ? 'deb' : 'python',
        purl:
          name === 'nghttp2'
            ? `pkg:deb/debian/${name}@${installed}`
            : `pkg:pypi/${name}@${installed}`,
      },
    })),
    source: { type: 'image', target: { userInput: image } },
    descriptor: { name: 'grype', version: '0.104.0', timestamp: time },
  });
}

/** A report of Semgrep with its own local rules. */
function semgrep(results) {
  return () => ({
    version: '1.140.0',
    results: results.map(([rule, path, line, severity, message, cwe]) => ({
      check_id: rule,
      path,
      start: { line, col: 3, offset: 0 },
      end: { line, col: 40, offset: 0 },
      extra: {
        message,
        severity,
        metadata: { cwe: [cwe] },
        lines: `${rule} ${line}`,
      },
    })),
    errors: [],
    paths: { scanned: [...new Set(results.map(([, path]) => path))] },
  });
}

/** A report of Gitleaks; the key is the one that the cloud's own documentation shows. */
function gitleaks(leaks) {
  return () =>
    leaks.map(([rule, description, file, line, secret]) => ({
      RuleID: rule,
      Description: description,
      StartLine: line,
      EndLine: line,
      Match: `key = "${secret}"`,
      Secret: secret,
      File: file,
      Commit: '',
      Tags: [],
      Fingerprint: `${file}:${rule}:${line}`,
    }));
}

/** A report of Checkov about Terraform. */
function checkov(failed) {
  return () => ({
    check_type: 'terraform',
    results: {
      failed_checks: failed.map(([id, name, path, lines, resource]) => ({
        check_id: id,
        check_name: name,
        severity: null,
        file_path: path,
        file_line_range: lines,
        resource,
        guideline:
          'https://docs.prismacloud.io/en/enterprise-edition/policy-reference',
      })),
      skipped_checks: [],
      passed_checks: [],
      parsing_errors: [],
    },
    summary: { failed: failed.length, checkov_version: '3.2.500' },
  });
}

const INJECTION = [
  'rules.sql-built-from-text',
  'src/orders/search.ts',
  48,
  'ERROR',
  'A query is built from text that comes with the request: use parameters.',
  'CWE-89: SQL Injection',
];
const weekly = (tool, steps) =>
  steps.map(([daysAgo, build]) => ({ daysAgo, tool, build }));

const BACKEND = 'registry.example.com/core/backend:main';
const FRONTEND = 'registry.example.com/core/frontend:main';
const MODELS = 'registry.example.com/ml/ml-backend:main';

/** Reports by the name of the component that they are about. */
const SAMPLES = {
  backend: [
    ...weekly('trivy', [
      [29, trivy(BACKEND, 'npm', names('lodash lodashTrim minimist semver'))],
      [
        22,
        trivy(
          BACKEND,
          'npm',
          names(
            'lodash lodashTrim minimist semver jsonWebToken jsonWebTokenKey',
          ),
        ),
      ],
      [
        15,
        trivy(
          BACKEND,
          'npm',
          names('lodash lodashTrim jsonWebToken jsonWebTokenKey ip braces'),
        ),
      ],
      [
        8,
        trivy(
          BACKEND,
          'npm',
          names(
            'lodash lodashTrim jsonWebToken jsonWebTokenKey ip braces wordWrap',
          ),
        ),
      ],
      [
        1,
        trivy(
          BACKEND,
          'npm',
          names('lodash lodashTrim jsonWebToken jsonWebTokenKey ip crossSpawn'),
        ),
      ],
    ]),
    ...weekly('semgrep', [
      [8, semgrep([INJECTION])],
      [1, semgrep([INJECTION.with(2, 52)])],
    ]),
    ...weekly('gitleaks', [[1, gitleaks([])]]),
  ],
  frontend: weekly('trivy', [
    [14, trivy(FRONTEND, 'npm', names('braces crossSpawn wordWrap'))],
    [2, trivy(FRONTEND, 'npm', [])],
  ]),
  'ml-backend': [
    ...weekly('grype', [
      [
        9,
        grype(MODELS, names('nghttp certifi requests urllib urllibBody idna')),
      ],
      [
        1,
        grype(MODELS, names('nghttp certifi requests urllib urllibBody jinja')),
      ],
    ]),
    ...weekly('trivy', [
      [
        1,
        trivy(MODELS, 'pip', names('certifi requests urllib urllibBody jinja')),
      ],
    ]),
  ],
  'credit-risk-training': [
    ...weekly('trivy', [
      [
        10,
        trivy(
          'registry.example.com/ml/credit-risk-training:main',
          'pip',
          names('pyyaml setuptools'),
        ),
      ],
    ]),
    ...weekly('gitleaks', [
      [
        3,
        gitleaks([
          [
            'aws-access-token',
            'A key of a cloud account',
            'notebooks/explore.ipynb',
            112,
            'AKIAIOSFODNN7EXAMPLE',
          ],
        ]),
      ],
    ]),
  ],
  ingress: weekly('trivy', [
    [24, trivy('registry.example.com/platform/ingress:main', 'npm', [])],
  ]),
  'module-cluster': weekly('checkov', [
    [
      2,
      checkov([
        [
          'CKV_AWS_39',
          'Ensure Amazon EKS public endpoint disabled',
          '/main.tf',
          [12, 41],
          'aws_eks_cluster.main',
        ],
        [
          'CKV_AWS_37',
          'Ensure Amazon EKS control plane logging is enabled for all log types',
          '/main.tf',
          [12, 41],
          'aws_eks_cluster.main',
        ],
      ]),
    ],
  ]),
};
