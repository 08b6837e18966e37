import type { z } from 'zod';

/** A value that does not fit: where it stands and what was expected there. */
export interface PlainIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** It is the name that is wrong, not its value. */
  readonly unknown?: true;
}

const articles: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  int: 'a whole number',
};

/**
 * What is wrong with an input, in plain words; nothing for a good one. Members that nobody knows are named
 * one by one, like those that are wrong.
 */
export function issuesOf(schema: z.ZodType, input: unknown): PlainIssue[] {
  const { error } = schema.safeParse(input, { error: plainMessage });
  return (error?.issues ?? []).flatMap(eachKey);
}

function eachKey(issue: z.core.$ZodIssue): PlainIssue[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message: 'is not known',
    unknown: true,
  }));
}

function plainMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is required';
    return `must be ${articles[issue.expected] ?? `a ${issue.expected}`}`;
  }
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map(String).join(', ')}`;
  return undefined;
}
