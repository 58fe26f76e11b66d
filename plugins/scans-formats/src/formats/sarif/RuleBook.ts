import {
  Loose,
  asNumber,
  asObject,
  asText,
  at,
  objectsIn,
} from '../../read/loose';
import { RuleFacts, ruleFacts } from './ruleFacts';

/** How far up a hierarchical id is looked for. */
const MAX_LEVELS = 5;

/** A driver or extension of a tool, with its rules by id. */
interface Component {
  value: Loose;
  rules: unknown[];
  byId: Map<string, Loose>;
}

function componentOf(value: Loose): Component {
  const rules = Array.isArray(value.rules) ? value.rules : [];
  const byId = new Map<string, Loose>();
  for (const rule of objectsIn(rules)) {
    for (const id of [asText(rule.id), asText(rule.guid)]) {
      if (id !== undefined && !byId.has(id)) {
        byId.set(id, rule);
      }
    }
  }
  return { value, rules, byId };
}

/** Whether an id is the one that a rule declares, or one below it (`CA1000/1` of `CA1000`). */
function isIdOf(id: string, rule: Loose): boolean {
  const declared = asText(rule.id);
  return (
    declared === undefined || id === declared || id.startsWith(`${declared}/`)
  );
}

/** The rules of a run, and which of them a result means (SARIF 2.1.0, 3.27.5 to 3.27.7 and 3.52). */
export class RuleBook {
  readonly #driver: Component;
  readonly #extensions: Component[];
  /** Components by name and guid. */
  readonly #named = new Map<string, Component>();
  /** Every rule by its id, the driver's before those of extensions. */
  readonly #declared = new Map<string, { rule: Loose; component: Component }>();
  readonly #facts = new Map<Loose, RuleFacts>();
  readonly #undeclared: RuleFacts;
  readonly #levels = new Map<string, string>();

  constructor(run: Loose) {
    const tool = asObject(run.tool);
    this.#driver = componentOf(asObject(tool?.driver) ?? {});
    this.#extensions = (
      Array.isArray(tool?.extensions) ? tool.extensions : []
    ).map(extension => componentOf(asObject(extension) ?? {}));
    for (const component of [this.#driver, ...this.#extensions]) {
      for (const name of [component.value.guid, component.value.name]) {
        if (typeof name === 'string' && !this.#named.has(name)) {
          this.#named.set(name, component);
        }
      }
      for (const [id, rule] of component.byId) {
        if (!this.#declared.has(id)) {
          this.#declared.set(id, { rule, component });
        }
      }
    }
    this.#undeclared = ruleFacts(undefined, this.#driver.value);
    for (const invocation of objectsIn(run.invocations)) {
      for (const override of objectsIn(invocation.ruleConfigurationOverrides)) {
        const level = asText(at(override, 'configuration', 'level'));
        const descriptor = asObject(override.descriptor);
        const { id } = this.#lookUp(descriptor, asText(descriptor?.id));
        if (level !== undefined && id !== undefined) {
          this.#levels.set(id, level);
        }
      }
    }
  }

  /** The ids of the rules that the run declares. */
  ids(): string[] {
    return [this.#driver, ...this.#extensions].flatMap(({ rules }) =>
      objectsIn(rules).flatMap(rule => asText(rule.id) ?? []),
    );
  }

  /** The level that the run was configured to give a rule, before the rule's own. */
  configuredLevel(id: string | undefined): string | undefined {
    return id === undefined || this.#levels.size === 0
      ? undefined
      : this.#levels.get(id);
  }

  /** The rule's id as the tool writes it for this result, and what the rule says. */
  find(result: Loose): { id?: string; facts: RuleFacts } {
    const reference = asObject(result.rule);
    const index = asNumber(result.ruleIndex) ?? asNumber(reference?.index);
    const { id, rule, component } = this.#lookUp(
      { ...reference, index },
      asText(result.ruleId) ?? asText(reference?.id) ?? asText(reference?.guid),
    );
    if (rule === undefined) {
      return { id, facts: this.#undeclared };
    }
    let facts = this.#facts.get(rule);
    if (facts === undefined) {
      facts = ruleFacts(rule, component.value);
      this.#facts.set(rule, facts);
    }
    return { id, facts };
  }

  #lookUp(
    reference: Loose | undefined,
    id: string | undefined,
  ): { id?: string; rule?: Loose; component: Component } {
    const component = this.#component(asObject(reference?.toolComponent));
    const index = asNumber(reference?.index) ?? -1;
    const indexed = asObject(component.rules[index]);
    if (id === undefined) {
      return {
        id: indexed && (asText(indexed.id) ?? asText(indexed.name)),
        rule: indexed,
        component,
      };
    }
    if (indexed !== undefined && isIdOf(id, indexed)) {
      return { id, rule: indexed, component };
    }
    // Tools that get the index wrong still write the id
    let name = id;
    for (let level = 0; level < MAX_LEVELS && name !== ''; level += 1) {
      const rule = component.byId.get(name);
      const found = rule ? { rule, component } : this.#declared.get(name);
      if (found !== undefined) {
        return { id, ...found };
      }
      name = name.slice(0, Math.max(0, name.lastIndexOf('/')));
    }
    return { id, component };
  }

  #component(reference: Loose | undefined): Component {
    if (reference === undefined) {
      return this.#driver;
    }
    const index = asNumber(reference.index) ?? -1;
    return (
      this.#extensions[index] ??
      this.#named.get(asText(reference.guid) ?? '') ??
      this.#named.get(asText(reference.name) ?? '') ??
      this.#driver
    );
  }
}
