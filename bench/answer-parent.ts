import { READY, type Question, type Questions, type Reply } from './asked-process.ts';

type Answering<Answers extends Questions<Answers>> = {
  readonly [Name in keyof Answers]: (
    ...argument: Parameters<Answers[Name]>
  ) => ReturnType<Answers[Name]> | Promise<ReturnType<Answers[Name]>>;
};

/**
 * Answers the questions of the process that started this one with `startAskedProcess`, from now until that ends it or is gone
 * itself: a bench that was ended leaves nothing behind.
 */
export const answerParent = <Answers extends Questions<Answers>>(
  answers: Answering<Answers>,
  close: () => Promise<void> | void = () => undefined,
): void => {
  const answer = async ({ id, name, argument }: Question): Promise<Reply> => {
    try {
      return { id, answer: await (answers[name as keyof Answers] as (argument: unknown) => unknown)(argument) };
    } catch (error) {
      return { id, error: String(error) };
    }
  };
  const reply = (message: Reply) => process.connected && process.send?.(message);
  process.on('message', (question: Question) => void answer(question).then(reply));
  let isEnding = false;
  for (const end of ['disconnect', 'SIGTERM'] as const)
    process.once(end, () => {
      if (isEnding) return;
      isEnding = true;
      void Promise.resolve(close()).finally(() => process.exit(0));
    });
  reply({ id: READY });
};
