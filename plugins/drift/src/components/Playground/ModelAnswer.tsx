import { Flex, Text } from '@backstage/ui';
import { PlaygroundAnswer } from '@plumbline/backstage-plugin-drift-common';
import layout from '../DriftTab/DriftTab.module.css';

/** What the server answered, how long it took, and which inputs make it doubtful. */
export function ModelAnswer(props: {
  answer?: PlaygroundAnswer;
  isPending: boolean;
}) {
  const { answer, isPending } = props;
  if (!answer) {
    return (
      <Text color="secondary">
        {isPending
          ? 'The model is asked.'
          : 'The answer will stand here. Nothing is stored, and the question counts in no window.'}
      </Text>
    );
  }
  const isRefusal = answer.status >= 400;
  return (
    <Flex direction="column" gap="3">
      <Text weight="bold">
        {isRefusal
          ? `The server refused with status ${answer.status} after ${Math.round(answer.latencyMs)} ms.`
          : `Answered in ${Math.round(answer.latencyMs)} ms.`}
      </Text>
      <pre className={layout.pre} aria-label="Answer">
        {typeof answer.output === 'string'
          ? answer.output
          : JSON.stringify(answer.output, undefined, 2)}
      </pre>
      {answer.outOfRange.length > 0 && (
        <div>
          <Text color="warning" weight="bold">
            The model never saw such values: trust the answer less.
          </Text>
          <ul>
            {answer.outOfRange.map(({ input, text }) => (
              <li key={input}>{`${input}: ${text}`}</li>
            ))}
          </ul>
        </div>
      )}
    </Flex>
  );
}
