import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Select } from '@backstage/ui';
import {
  Playground,
  PlaygroundAnswer,
} from '@plumbline/backstage-plugin-drift-common';
import {
  ErrorState,
  Panel,
  useAction,
} from '@plumbline/backstage-plugin-kit-react';
import { RiSendPlaneLine } from '@remixicon/react';
import { FormEvent, useState } from 'react';
import { driftApiRef } from '../../api/DriftApi';
import { InputField } from './InputField';
import { ModelAnswer } from './ModelAnswer';
import { readInput } from './inputValues';
import styles from './Playground.module.css';

const exampleText = (input: Playground['inputs'][number]) =>
  input.example === undefined ? '' : String(input.example);

interface PlaygroundFormProps {
  entityRef: string;
  endpoints: Playground['endpoints'];
  inputs: Playground['inputs'];
}

/** One field per input, the answer beside them. */
export function PlaygroundForm(props: PlaygroundFormProps) {
  const { entityRef, endpoints, inputs } = props;
  const driftApi = useApi(driftApiRef);
  const [endpoint, setEndpoint] = useState(endpoints[0].name);
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(inputs.map(one => [one.name, exampleText(one)])),
  );
  const [showsProblems, setShowsProblems] = useState(false);
  const [answer, setAnswer] = useState<PlaygroundAnswer>();
  const action = useAction();

  const send = (event: FormEvent) => {
    event.preventDefault();
    const values: Record<string, string | number | boolean | null> = {};
    for (const input of inputs) {
      const read = readInput(input, texts[input.name]);
      if ('problem' in read) {
        setShowsProblems(true);
        return;
      }
      values[input.name] = read.value;
    }
    action.run(async () => {
      setAnswer(undefined);
      setAnswer(
        await driftApi.askModel({ entityRef, endpoint, inputs: values }),
      );
    });
  };

  return (
    <div className={styles.columns}>
      <form onSubmit={send} noValidate>
        <Panel>
          <Flex direction="column" gap="4">
            {endpoints.length > 1 && (
              <Select
                label="Endpoint"
                options={endpoints.map(({ name, title }) => ({
                  value: name,
                  label: title,
                }))}
                value={endpoint}
                onChange={key => setEndpoint(String(key))}
              />
            )}
            <div className={styles.fields}>
              {inputs.map(input => (
                <InputField
                  key={input.name}
                  input={input}
                  text={texts[input.name]}
                  showsProblem={showsProblems}
                  onChange={text =>
                    setTexts(last => ({ ...last, [input.name]: text }))
                  }
                />
              ))}
            </div>
            <Flex>
              <Button
                type="submit"
                variant="primary"
                iconStart={<RiSendPlaneLine />}
                isPending={action.isPending}
              >
                Ask the model
              </Button>
            </Flex>
          </Flex>
        </Panel>
      </form>
      <div aria-live="polite">
        <Panel>
          {action.error ? (
            <ErrorState title="The model did not answer" error={action.error}>
              Your values are still in the form.
            </ErrorState>
          ) : (
            <ModelAnswer answer={answer} isPending={action.isPending} />
          )}
        </Panel>
      </div>
    </div>
  );
}
