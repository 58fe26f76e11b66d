import { Loose, asObject, asTexts } from '../../read/loose';
import { FindingKind } from '../../report/Finding';
import { FindingDraft } from '../../report/FindingDraft';
import { ReportBuilder } from '../../report/ReportBuilder';
import { fingerprintOf } from './fingerprintOf';
import { kindOf } from './kindOf';
import { messageText } from './messageText';
import { Place, Places } from './Places';
import { packageOf, targetOf, vulnerabilityOf } from './packageOf';
import { rateResult } from './rateResult';
import { ruleName } from '../semgrep/ruleName';
import { checkKey } from '../trivy/checkKey';
import { namesIn } from '../trivy/namesIn';
import { RuleBook } from './RuleBook';
import { RuleFacts, cweIn } from './ruleFacts';
import { secretsIn } from './secretOf';
import { suppressionOf } from './suppressionOf';

/** What the results of a run share. */
export interface RunContext {
  run: Loose;
  tool: string;
  toolKind?: FindingKind;
  rules: RuleBook;
  places: Places;
  builder: ReportBuilder;
}

const MAX_DERIVED = 120;
/** What a Terraform block is called, which moving it does not change. */
const TERRAFORM_BLOCK =
  /^\s*(?:resource|(data))\s+"([\w-]{1,200})"\s+"([\w-]{1,200})"/;
/** The sentence of Trivy that names the resource. */
const LINE_OF_TRIVY = /^Message: ([^\n]{1,1000})$/m;

/** Trivy and Grype pin a package, and Trivy a check without a line, to the first character of the file: that is no line. */
function isPinned({ line, column, endLine }: Place): boolean {
  return line === 1 && (column ?? 1) === 1 && (endLine ?? 1) === 1;
}

function withoutLine({ path, resource }: Place): Place {
  return { path, resource };
}

/** The resource of a misconfiguration, by what tools write in its place. */
function resourceOf(place: Place | undefined): string | undefined {
  const block = TERRAFORM_BLOCK.exec(place?.snippet?.slice(0, 500) ?? '');
  return (
    place?.resource ??
    (block
      ? `${block[1] === undefined ? '' : 'data.'}${block[2]}.${block[3]}`
      : undefined)
  );
}

/** Words by which results are told apart where the tool names no rule. */
function derivedRule(message: string): string {
  return message.slice(0, MAX_DERIVED).replace(/\s+/g, ' ').trim();
}

function titleOf(
  facts: RuleFacts,
  message: string | undefined,
): string | undefined {
  const { shortText } = facts;
  return shortText === undefined || shortText.startsWith('Semgrep Finding:')
    ? message
    : shortText;
}

/** What only the kind of a finding decides. */
function detailsOf(
  kind: FindingKind,
  given: {
    result: Loose;
    rule: string;
    facts: RuleFacts;
    message: string | undefined;
    place: Place | undefined;
    context: RunContext;
  },
): Partial<FindingDraft> {
  const { result, rule, facts, message, place, context } = given;
  switch (kind) {
    case 'vulnerability': {
      const found = packageOf(result, {
        rule,
        facts,
        message,
        path: place?.path,
        resource: place?.resource,
      });
      const vulnerability = vulnerabilityOf(rule, facts.aliases);
      return {
        vulnerability,
        package: found,
        title: found && `${vulnerability.id} in ${found.name}`,
        message: facts.fullText ?? facts.shortText ?? message,
        target: targetOf(context.run, place?.path),
        cvss: facts.cvss,
      };
    }
    case 'secret': {
      const secrets = secretsIn(result, place?.snippet);
      secrets.forEach(secret => context.builder.hide(secret));
      return {
        title: `Secret: ${facts.shortText ?? rule}`,
        secret: secrets[0],
      };
    }
    case 'misconfiguration':
      return {
        ...(context.tool === 'trivy'
          ? {
              ruleKey: checkKey(rule),
              detail: namesIn(
                LINE_OF_TRIVY.exec(message?.slice(0, 4000) ?? '')?.[1],
              ),
            }
          : {}),
        ...(place
          ? { location: { ...place, resource: resourceOf(place) } }
          : {}),
      };
    case 'code':
      return {
        fingerprint: fingerprintOf(result, context.tool),
        snippet: place?.snippet,
      };
    default:
      return {};
  }
}

/** A result as a finding; undefined where it names neither a rule nor says anything. */
export function readResult(
  result: Loose,
  context: RunContext,
): FindingDraft | undefined {
  const { tool, toolKind, rules, places } = context;
  const { id, facts } = rules.find(result);
  const message =
    messageText(result.message, facts) ?? facts.fullText ?? facts.shortText;
  const rule = id ?? (message && derivedRule(message));
  if (!rule) {
    return undefined;
  }
  const kind = kindOf(result, { rule, facts, tool, toolKind });
  let [place, ...others] = places.of(result);
  if (
    (kind === 'vulnerability' ||
      (kind === 'misconfiguration' && tool === 'trivy')) &&
    place !== undefined &&
    isPinned(place)
  ) {
    place = withoutLine(place);
    others = others.map(withoutLine);
  }
  const details = detailsOf(kind, {
    result,
    rule,
    facts,
    message,
    place,
    context,
  });
  const properties = asObject(result.properties);
  const carriesMore = properties !== undefined || result.taxa !== undefined;
  return {
    ...details,
    kind,
    rule,
    ruleKey: tool === 'semgrep' ? ruleName(rule) : details.ruleKey,
    isRuleDerived: id === undefined,
    title: details.title ?? titleOf(facts, message),
    message: details.message ?? message,
    severity: rateResult(result, facts, rules.configuredLevel(id)),
    location: details.location ?? place,
    otherLocations: others,
    cwe: carriesMore ? [...facts.cwe, ...cweIn(result)] : facts.cwe,
    references: carriesMore
      ? [
          ...facts.references,
          ...asTexts(properties?.reference),
          ...asTexts(properties?.references),
        ]
      : facts.references,
    suppression: suppressionOf(result),
  };
}
