import { RELATION_PART_OF } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Button, Select, Text, TextAreaField, TextField } from '@backstage/ui';
import {
  ErrorState,
  nameOf,
  useAction,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import {
  Decision,
  DecisionRequest,
  ScanFinding,
  ScanFindingDetail,
} from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { scansApiRef } from '../../api/ScansApi';
import { DECISIONS, JUSTIFICATIONS } from '../words/words';
import {
  DecisionForm as Form,
  Reach,
  buildDecision,
  latestDay,
  suggestLastDay,
} from './buildDecision';
import styles from './Decisions.module.css';

const optionsOf = <T extends string>(words: Record<T, string>) =>
  (Object.keys(words) as T[]).map(value => ({ value, label: words[value] }));

/** The system that the entity is part of; a decision may hold for all of it. */
function useSystem(entityRef: string): string | undefined {
  const catalogApi = useApi(catalogApiRef);
  return useLoaded(async () => {
    const entity = await catalogApi.getEntityByRef(entityRef);
    return entity?.relations
      ?.find(
        ({ type, targetRef }) =>
          type === RELATION_PART_OF && targetRef.startsWith('system:'),
      )
      ?.targetRef.toLowerCase();
  }, [catalogApi, entityRef]).value;
}

function describeReach(finding: ScanFinding, systemRef?: string) {
  const { vulnerability, package: found, rule } = finding;
  const what = vulnerability
    ? `${vulnerability.id}${found ? ` in ${found.name}` : ''}`
    : `rule ${rule}`;
  const options: { value: Reach; label: string }[] = [
    { value: 'finding', label: 'only this finding' },
    { value: 'entity', label: `${what}, in ${nameOf(finding.entityRef)}` },
  ];
  if (systemRef) {
    const label = `${what}, in all of ${nameOf(systemRef, 'system')}`;
    options.push({ value: 'system', label });
  }
  return [
    ...options,
    { value: 'everywhere' as const, label: `${what}, everywhere` },
  ];
}

/** Until when it may hold, and why no longer. */
function describeEnd(
  { severity, policy }: ScanFindingDetail,
  latest: string | undefined,
): string {
  return latest === undefined
    ? 'Then it is open again. Empty for no end.'
    : `Then it is open again. What is ${severity} may stay for ${policy.maxDays} days at most: until ${latest}.`;
}

interface DecisionFormProps {
  finding: ScanFindingDetail;
  onDecided: (decision: Decision) => void;
  onCancel: () => void;
}

/** Says about a finding why it may stay, for what and until when. */
export function DecisionForm(props: DecisionFormProps) {
  const { finding, onDecided, onCancel } = props;
  const scansApi = useApi(scansApiRef);
  const systemRef = useSystem(finding.entityRef);
  const action = useAction();
  const [problem, setProblem] = useState<string>();
  const [now] = useState(() => Date.now());
  // The suggested end follows the decision until a day is chosen
  const [chosen, setChosen] = useState<
    Omit<Form, 'lastDay'> & { lastDay?: string }
  >({
    reach: 'finding',
    status: 'risk-accepted',
    justification: '',
    reason: '',
  });
  const form: Form = {
    ...chosen,
    lastDay:
      chosen.lastDay ??
      suggestLastDay({
        status: chosen.status,
        policy: finding.policy,
        now,
      }),
  };
  const latest = latestDay({
    status: form.status,
    policy: finding.policy,
    now,
  });
  const change = (part: Partial<Form>) =>
    setChosen(last => ({ ...last, ...part }));

  const submit = () => {
    const built = buildDecision({ finding, form, systemRef, now: Date.now() });
    if ('problem' in built) {
      setProblem(built.problem);
      return;
    }
    setProblem(undefined);
    action.run(async () => onDecided(await scansApi.decide(built.request)));
  };

  return (
    <div className={styles.form}>
      <div className={styles.pair}>
        <Select
          label="Decision"
          options={optionsOf(DECISIONS)}
          value={form.status}
          onChange={key => change({ status: key as DecisionRequest['status'] })}
        />
        <Select
          label="Holds for"
          options={describeReach(finding, systemRef)}
          value={form.reach}
          onChange={key => change({ reach: key as Reach })}
        />
      </div>
      {form.status === 'not-affected' && (
        <Select
          label="Justification"
          placeholder="Why is it not affected?"
          options={optionsOf(JUSTIFICATIONS)}
          value={form.justification || null}
          onChange={key =>
            change({ justification: key as Form['justification'] })
          }
        />
      )}
      <TextAreaField
        label="Reason"
        description="Others read it, and it goes into exports."
        value={form.reason}
        onChange={reason => change({ reason })}
        maxLength={2000}
      />
      <TextField
        label="Last day on which it holds (UTC)"
        description={describeEnd(finding, latest)}
        type={'date' as 'text'}
        value={form.lastDay}
        onChange={lastDay => change({ lastDay })}
      />
      {finding.policy.needsApproval && (
        <Text color="secondary">
          {`Nobody decides alone about what is ${finding.severity}: the finding stays open until an administrator who is not you agrees.`}
        </Text>
      )}
      {problem && (
        <Text role="alert" color="danger">
          {problem}
        </Text>
      )}
      {action.error && (
        <ErrorState title="Nothing was decided" error={action.error}>
          What you wrote is still in the fields.
        </ErrorState>
      )}
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="primary"
          isPending={action.isPending}
          onPress={submit}
        >
          Save decision
        </Button>
        <Button size="small" variant="secondary" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
