import { Policy } from '../verdict/verdict';

/** A policy that passes on what the evidence of a column cannot show, whatever it decides. */
export function withCaveats(policy: Policy): Policy {
  return {
    ...policy,
    decide(evidence, settings) {
      const decision = policy.decide(evidence, settings);
      const caveats = new Map(
        evidence.map(({ column, caveat }) => [column, caveat]),
      );
      return {
        ...decision,
        columns: decision.columns.map(verdict => {
          const caveat = caveats.get(verdict.column);
          return caveat === undefined
            ? verdict
            : { ...verdict, reasons: [...verdict.reasons, caveat] };
        }),
      };
    },
  };
}
