import { Select, TextField } from '@backstage/ui';
import { PlaygroundInput, hintUnusual, readInput } from './inputValues';
import styles from './Playground.module.css';

interface InputFieldProps {
  input: PlaygroundInput;
  text: string;
  showsProblem: boolean;
  onChange: (text: string) => void;
}

const describeRange = ({ low, high, type }: PlaygroundInput) =>
  low !== undefined && high !== undefined
    ? `${type}, baseline ${low} to ${high}`
    : type;

/** A field for one input; says at once when the baseline never held the value. */
export function InputField(props: InputFieldProps) {
  const { input, text, showsProblem, onChange } = props;
  const read = readInput(input, text);
  const hint = 'value' in read ? hintUnusual(input, read.value) : undefined;
  const problem = showsProblem && 'problem' in read ? read.problem : undefined;
  const choices =
    input.type === 'boolean' ? ['true', 'false'] : (input.values ?? []);
  return (
    <div>
      {choices.length > 0 ? (
        <Select
          label={input.name}
          secondaryLabel={input.required ? undefined : 'optional'}
          options={choices.map(value => ({ value, label: value }))}
          value={text || null}
          onChange={key => onChange(key === null ? '' : String(key))}
        />
      ) : (
        <TextField
          label={input.name}
          secondaryLabel={input.required ? undefined : 'optional'}
          description={describeRange(input)}
          inputMode={
            input.type === 'number' || input.type === 'integer'
              ? 'decimal'
              : undefined
          }
          value={text}
          onChange={onChange}
        />
      )}
      {hint && <div className={styles.hint}>{hint}</div>}
      {problem && (
        <div className={styles.problem} role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
