import { DocumentRefused, OtherDocument } from '../json/DocumentRefused';
import { expectObject, fieldOf, kindOf, textField } from '../json/fields';
import { JsonValue } from '../json/JsonValue';
import { shortText } from '../json/shortText';

/**
 * The `data` of an answer that succeeded.
 *
 * @throws DocumentRefused with upstream's own words where it failed
 */
export function expectAnswer(document: JsonValue): JsonValue {
  const answer = expectObject(document, '');
  const code = textField(answer, 'code');
  const status = textField(answer, 'status');
  const hasFailed =
    (code !== undefined && Number(code) !== 200) ||
    (status !== undefined && status !== 'success');
  if (hasFailed) {
    const said = textField(answer, 'message') ?? textField(answer, 'error');
    throw new DocumentRefused(
      `Upstream answered ${shortText(code ?? status ?? '')}${
        said === undefined ? '' : `: ${shortText(said)}`
      }`,
    );
  }
  if (!Object.hasOwn(answer, 'data')) {
    const Refusal = code === undefined ? OtherDocument : DocumentRefused;
    throw new Refusal(
      `This is no answer of OpenCost or Kubecost: 'data' is ${kindOf(fieldOf(answer, 'data'))}.`,
    );
  }
  return answer.data;
}
