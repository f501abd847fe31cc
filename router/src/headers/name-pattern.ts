// Longer names match nothing: with two repetitions a match is tried at most as often as the square of this.
const LONGEST_NAME = 256;
const LONGEST_PATTERN = 200;
const MOST_REPETITIONS = 2;

/** Why a pattern cannot be used for names of headers; undefined when it can. */
export const patternFault = (pattern: string): string | undefined => {
  if (pattern.length > LONGEST_PATTERN) return `is longer than ${LONGEST_PATTERN} characters`;
  try {
    new RegExp(pattern);
  } catch {
    return 'is no regular expression';
  }
  // Neither classes nor escapes repeat or group anything.
  const bare = pattern
    .replace(/\\[\s\S]/g, (escape) => (/\\[1-9k]/.test(escape) ? '\\' : 'x'))
    .replace(/\[[^\]]*\]/g, 'x');
  if (bare.includes('\\')) return 'has a back reference';
  if (/\(\?(?!:)/.test(bare)) return 'has a group that looks around or is named';
  if (/\)[*+?{]/.test(bare)) return 'repeats a group';
  if ((bare.match(/[*+{]/g) ?? []).length > MOST_REPETITIONS) return `repeats more than ${MOST_REPETITIONS} times`;
  return undefined;
};

/** Whether a whole name, in lower case, fits the pattern, which is one without a fault. */
export const namePattern = (pattern: string): ((name: string) => boolean) => {
  const whole = new RegExp(`^(?:${pattern})$`, 'i');
  return (name) => name.length <= LONGEST_NAME && whole.test(name);
};
