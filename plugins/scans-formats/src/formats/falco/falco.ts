import { asObject } from '../../read/loose';
import { Documents } from '../../read/readDocuments';
import { FindingDraft } from '../../report/FindingDraft';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { ReportFormat } from '../ReportFormat';
import { FalcoEvent, readEvent } from './readEvent';

const isEvent = (value: unknown) => {
  const event = asObject(value);
  return (
    event !== undefined &&
    typeof event.rule === 'string' &&
    (asObject(event.output_fields) !== undefined ||
      (typeof event.output === 'string' && 'priority' in event))
  );
};

const eventsOf = (values: readonly unknown[]): unknown[] =>
  values.flatMap(value => (Array.isArray(value) ? value : [value]));

/** Events that are one finding, counted. */
interface Fold {
  event: FalcoEvent;
  count: number;
  first?: number;
  last?: number;
}

function fold(folds: Map<string, Fold>, event: FalcoEvent): void {
  const key = JSON.stringify([
    event.rule,
    event.source,
    event.resource,
    event.process,
    event.image,
    event.severity.raw,
  ]);
  const known = folds.get(key) ?? { event, count: 0 };
  folds.set(key, {
    event: known.event,
    count: known.count + 1,
    first:
      event.time === undefined
        ? known.first
        : Math.min(known.first ?? event.time, event.time),
    last:
      event.time === undefined
        ? known.last
        : Math.max(known.last ?? event.time, event.time),
  });
}

function draftOf({ event, count, first, last }: Fold): FindingDraft {
  const { rule, source, severity, resource, process, image } = event;
  return {
    kind: 'runtime',
    rule,
    ruleKey: `${source}/${rule}`,
    title: rule,
    message: [
      process === undefined ? undefined : `Process: ${process}`,
      image === undefined ? undefined : `Image: ${image}`,
      `Source: ${source}`,
    ]
      .filter(line => line !== undefined)
      .join('\n'),
    severity,
    location: resource === undefined ? undefined : { resource },
    detail: process,
    occurrences: count,
    ...(first === undefined || last === undefined
      ? {}
      : {
          seen: {
            first: new Date(first).toISOString(),
            last: new Date(last).toISOString(),
          },
        }),
  };
}

function readEvents(events: readonly unknown[], builder: ReportBuilder): void {
  // Hundreds of events in a second are usual: they are counted before they become findings
  const folds = new Map<string, Fold>();
  for (const item of events) {
    const value = asObject(item);
    const event = value && readEvent(value);
    if (event === undefined) {
      builder.misread('An event without a rule');
    } else if (event === 'internal') {
      builder.ignore('An event of Falco about itself');
    } else {
      fold(folds, event);
    }
  }
  for (const one of folds.values()) {
    builder.add(draftOf(one));
  }
}

/**
 * Events of Falco and falcosidekick: one, a list, or one on each line. Events
 * of one rule, workload and process are one finding with a count. Sentences and
 * command lines of events may hold secrets and are not read.
 *
 * @see https://falco.org/docs/concepts/outputs/formatting/
 */
export const falco: ReportFormat = {
  id: 'falco-json',
  kinds: ['runtime'],
  matches: ({ syntax, values }: Documents) =>
    (syntax === 'json' || syntax === 'json-lines') &&
    eventsOf(values).some(isEvent),
  read: ({ values }, builder) => {
    const events = eventsOf(values);
    if (events.length > 0 && !events.some(isEvent)) {
      throw new ReportRefused('It holds no events of Falco.');
    }
    builder.tool = 'falco';
    builder.coverage.kinds = ['runtime'];
    builder.gap('Events tell what happened, not what no longer does.');
    readEvents(events, builder);
  },
};
