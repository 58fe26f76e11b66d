import { resolve } from 'node:path';
import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import {
  FINDING_KINDS,
  FindingKind,
  SEVERITIES,
} from '@plumbline/backstage-plugin-scans-formats';
import { DEFAULT_DECISION_POLICY, DecisionPolicy } from './domain/decisions';
import { DEFAULT_SLA_DAYS, SlaDays } from './domain/dueDate';
import { FalcoSender } from './domain/falcoSender';
import { CiHost } from './domain/trustedRun';
import { ClusterConfig, readClusters } from './readClusters';
import { ExpectedToBeScanned, readExpected } from './readExpected';
import { readAddress, readRef, refuse } from './readSetting';

const DAY_MS = 24 * 60 * 60 * 1000;
const MIN_KEY = 32;
/** What a header can carry, and every sender can be told. */
const BEARER_TOKEN = /^[\w.~+/=-]+$/;

/** A file or folder of reports that the operator names. */
export interface ReportFolder {
  path: string;
  entityRef: string;
  target?: string;
  branch?: string;
  lookedFor?: FindingKind[];
}

/** Whose tokens of pipelines are accepted. */
export interface TrustedIssuer {
  /** As in the claim `iss`. */
  issuer: string;
  audience: string;
  kind: CiHost;
}

/** Settings of security scans as plain values. */
export interface ScansConfig {
  slaDays: SlaDays;
  policy: DecisionPolicy;
  staleAfterMs: number;
  retentionMs: number;
  /** Entities by the subject of a token. */
  uploaders: Map<string, Set<string>>;
  reports: ReportFolder[];
  trustedIssuers: TrustedIssuer[];
  falco: FalcoSender[];
  clusters: ClusterConfig[];
  secretHashKey?: string;
  /** What counts as never scanned until it is. */
  expected: readonly ExpectedToBeScanned[];
  arePermissionsEnabled: boolean;
}

function readDays(
  config: Config | undefined,
  options: { key: string; fallback: SlaDays },
): SlaDays {
  const { key, fallback } = options;
  const days: SlaDays = { ...fallback };
  for (const severity of SEVERITIES) {
    const value = config?.getOptionalNumber(severity);
    if (value !== undefined) {
      if (!(value > 0)) {
        refuse(`${key}.${severity}`, 'must be a number of days above 0');
      }
      days[severity] = value;
    }
  }
  return days;
}

function readPolicy(config: Config | undefined): DecisionPolicy {
  const fallback = DEFAULT_DECISION_POLICY;
  const severities = config?.getOptionalStringArray('approval.severities');
  return {
    approvedSeverities: severities
      ? new Set(
          severities.map(
            name =>
              SEVERITIES.find(severity => severity === name) ??
              refuse(
                'scans.decisions.approval.severities',
                `names '${name}', which is no severity`,
              ),
          ),
        )
      : fallback.approvedSeverities,
    maxDays: readDays(config?.getOptionalConfig('maxDays'), {
      key: 'scans.decisions.maxDays',
      fallback: fallback.maxDays,
    }),
    isJustificationRequired:
      config?.getOptionalBoolean('justificationRequired') ??
      fallback.isJustificationRequired,
  };
}

function readReports(configs: Config[]): ReportFolder[] {
  return configs.map((config, index) => ({
    path: resolve(config.getString('path')),
    entityRef: readRef(
      config.getString('entity'),
      `scans.reports[${index}].entity`,
    ),
    target: config.getOptionalString('target'),
    branch: config.getOptionalString('branch'),
    lookedFor: config
      .getOptionalStringArray('lookedFor')
      ?.map(
        name =>
          FINDING_KINDS.find(kind => kind === name) ??
          refuse(
            `scans.reports[${index}].lookedFor`,
            `names '${name}', which is none of ${FINDING_KINDS.join(', ')}`,
          ),
      ),
  }));
}

function readUploaders(configs: Config[]): Map<string, Set<string>> {
  const uploaders = new Map<string, Set<string>>();
  configs.forEach((config, index) => {
    const subject = config.getString('subject');
    const refs = config
      .getStringArray('entities')
      .map(ref => readRef(ref, `scans.uploaders[${index}].entities`));
    uploaders.set(
      subject,
      new Set([...(uploaders.get(subject) ?? []), ...refs]),
    );
  });
  return uploaders;
}

function readTrustedIssuers(configs: Config[]): TrustedIssuer[] {
  const issuers = configs.map((config, index) => {
    const key = `scans.trustedIssuers[${index}]`;
    const kind = config.getString('kind');
    if (kind !== 'github' && kind !== 'gitlab') {
      return refuse(`${key}.kind`, `must be github or gitlab, not '${kind}'`);
    }
    return {
      issuer: readAddress(config.getString('issuer'), `${key}.issuer`),
      audience: config.getString('audience'),
      kind,
    } as const;
  });
  // Annotations do not tell two hosts of one kind apart
  if (new Set(issuers.map(({ kind }) => kind)).size < issuers.length) {
    refuse('scans.trustedIssuers', 'may name one issuer of each kind');
  }
  return issuers;
}

function readFalco(configs: Config[]): FalcoSender[] {
  const names = new Set<string>();
  return configs.map((config, index) => {
    const key = `scans.falco[${index}]`;
    const name = config.getString('name');
    const secret = config.getOptionalString('secret');
    const token = config.getOptionalString('token');
    if ((secret === undefined) === (token === undefined)) {
      refuse(key, 'must have a secret or a token, and not both');
    }
    if ((secret ?? token)!.length < MIN_KEY) {
      refuse(
        `${key}.${secret === undefined ? 'token' : 'secret'}`,
        `must have at least ${MIN_KEY} characters`,
      );
    }
    if (token !== undefined && !BEARER_TOKEN.test(token)) {
      refuse(`${key}.token`, 'may have letters, digits and -._~+/= alone');
    }
    if (names.has(name)) {
      refuse(`${key}.name`, `is '${name}' a second time`);
    }
    names.add(name);
    return {
      name,
      secret,
      token,
      entityRefs: new Set(
        config
          .getStringArray('entities')
          .map(ref => readRef(ref, `${key}.entities`)),
      ),
      cluster: config.getOptionalString('cluster'),
    };
  });
}

/** The configuration of the plugin; what is wrong in it is named. */
export function readScansConfig(root: Config): ScansConfig {
  const config = root.getOptionalConfig('scans');
  const milliseconds = (key: string, fallback: number) =>
    config?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(config, { key }))
      : fallback;
  const secretHashKey = config?.getOptionalString('secretHashKey');
  if (secretHashKey !== undefined && secretHashKey.length < MIN_KEY) {
    refuse('scans.secretHashKey', `must have at least ${MIN_KEY} characters`);
  }
  return {
    slaDays: readDays(config?.getOptionalConfig('sla'), {
      key: 'scans.sla',
      fallback: DEFAULT_SLA_DAYS,
    }),
    policy: readPolicy(config?.getOptionalConfig('decisions')),
    staleAfterMs: milliseconds('staleAfter', 7 * DAY_MS),
    retentionMs: milliseconds('retention', 365 * DAY_MS),
    uploaders: readUploaders(config?.getOptionalConfigArray('uploaders') ?? []),
    reports: readReports(config?.getOptionalConfigArray('reports') ?? []),
    trustedIssuers: readTrustedIssuers(
      config?.getOptionalConfigArray('trustedIssuers') ?? [],
    ),
    clusters: readClusters(root),
    expected: readExpected(config?.getOptionalConfigArray('expected')),
    falco: readFalco(config?.getOptionalConfigArray('falco') ?? []),
    secretHashKey,
    arePermissionsEnabled:
      root.getOptionalBoolean('permission.enabled') ?? false,
  };
}
